import { CUSTOM_PHASE as CUSTOM } from '../../../lib/cloudflare';
import type { CloudflareApi, CloudflareApiOptions } from '../../../lib/sandbox/cloudflare-api';
import { startCloudflareApi } from '../../../lib/sandbox/cloudflare-api';
export { CUSTOM_PHASE as CUSTOM, MANAGED_PHASE as MANAGED } from '../../../lib/cloudflare';

export const ZONE = '0123456789abcdef0123456789abcdef';
export const FREE_ZONE = '89abcdef0123456789abcdef01234567';
export const ACCOUNT = 'fedcba9876543210fedcba9876543210';
export const CLOUDFLARE_MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
export const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
export const OWASP_949110 = '6179ae15870a4bb7b2d480d4843b323c';
export const HEX_ID = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
export const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as string;

export const TOKEN = 'write-token-of-the-tests-0000000000000000';
export const READ_ONLY_TOKEN = 'read-token-of-the-tests-00000000000000000';

/** Every key of a result that a test reads; which of them are there is what the test asserts. */
export interface Result {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly phase: string;
  readonly ref: string;
  readonly version: string;
  readonly description: string;
  readonly status: string;
  readonly ip: string;
  readonly operation_id: string;
  readonly num_items: number;
  readonly num_referencing_filters: number;
  readonly path: string;
  readonly permissions: readonly string[];
  readonly rules: readonly Result[];
}

export interface Body {
  readonly result: Result & readonly Result[];
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly result_info: { readonly cursors: { readonly after: string } };
}

export interface TestAnswer {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

const running: CloudflareApi[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((api) => api.close()));
});

/** An emulator for one test, ended after it. */
export async function start(options: Partial<CloudflareApiOptions> = {}): Promise<TestApi> {
  const api = await startCloudflareApi({ token: TOKEN, readOnlyToken: READ_ONLY_TOKEN, ...options });
  running.push(api);
  return new TestApi(api);
}

export class TestApi {
  constructor(readonly api: CloudflareApi) {}

  get origin(): string {
    return new URL(this.api.baseUrl).origin;
  }

  get(path: string, token?: string) {
    return this.call('GET', path, undefined, token);
  }
  post(path: string, body: unknown) {
    return this.call('POST', path, body);
  }
  put(path: string, body: unknown) {
    return this.call('PUT', path, body);
  }
  patch(path: string, body: unknown) {
    return this.call('PATCH', path, body);
  }
  delete(path: string, body?: unknown) {
    return this.call('DELETE', path, body);
  }

  /** `path` is below the base URL, or starts with the origin. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    token: string | null = TOKEN,
  ): Promise<TestAnswer> {
    const response = await fetch(path.startsWith('http') ? path : `${this.api.baseUrl}${path}`, {
      method,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: read(text), headers: response.headers };
  }

  /** The entry point of the custom phase in the untouched zone, with these rules. */
  async entryPoint(...rules: readonly object[]): Promise<Result> {
    const answer = await this.put(`/zones/${FREE_ZONE}/rulesets/phases/${CUSTOM}/entrypoint`, { rules });
    expect(answer.body.errors).toEqual([]);
    return answer.body.result;
  }
}

/** The rules of a result, told by their refs. */
export function refs(result: Result): readonly string[] {
  return result.rules.map(({ ref }) => ref);
}

/** A block rule whose ref is its only news. */
export function block(ref: string, expression = `(http.host eq "${ref}.example.com")`) {
  return { ref, action: 'block', expression };
}

/** The envelope of a refusal with one error. */
export function refusal(code: number | undefined, message: string, pointer?: string): object {
  const error = {
    ...(code === undefined ? {} : { code }),
    message,
    ...(pointer === undefined ? {} : { source: { pointer } }),
  };
  return { result: null, success: false, errors: [error], messages: [] };
}

function read(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return text as unknown as Body;
  }
}
