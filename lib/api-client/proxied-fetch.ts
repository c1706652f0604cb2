import type { EnvHttpProxyAgent } from 'undici';

const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** What never leaves this machine asks no proxy: Go, and so Terraform, does the same. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** What Node's answers and those of undici have alike. */
interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

let agent: EnvHttpProxyAgent | undefined;

/**
 * `fetch` through the proxy that the environment names: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in either case, as
 * Terraform and its providers read them. Node's own `fetch` knows no proxy.
 */
export async function proxiedFetch(url: string, init: RequestInit): Promise<FetchAnswer> {
  if (!isProxied(url)) return fetch(url, init);
  // Loaded where a proxy is set, and only there: it costs as much as the rest of a command.
  const undici = await import('undici');
  agent ??= quietly(() => new undici.EnvHttpProxyAgent());
  return undici.fetch(url, { ...init, dispatcher: agent });
}

/** Whether the environment names a proxy, and the address is not on this machine. */
export function isProxied(url: string): boolean {
  return (
    !LOOPBACK.test(new URL(url).hostname) && PROXY_VARIABLES.some((name) => (process.env[name] ?? '') !== '')
  );
}

/** undici warns that this class may change; its version is exact, and users of a command can do nothing about it. */
function quietly<T>(make: () => T): T {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is put back as it was, and not called
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return make();
  } finally {
    process.emitWarning = emitWarning;
  }
}
