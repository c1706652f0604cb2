import type { SampleHeaders, SampleRequest } from '../../rules-language/context/sample-request';
import { joinUrl, splitUrl, type UrlParts } from './url-parts';

interface HostMiss {
  readonly title: string;
  readonly differsIn: 'host' | 'scheme';
  readonly request: SampleRequest;
}

/** The request to another host, and by another scheme. */
export function hostMisses(request: SampleRequest): readonly HostMiss[] {
  const parts = splitUrl(request.url);
  if (parts.scheme === '') return [];
  return [
    { title: 'another host', differsIn: 'host', request: withHost(request, parts, sibling) },
    {
      title: 'subdomain of the host',
      differsIn: 'host',
      request: withHost(request, parts, (host) => `x.${host}`),
    },
    otherScheme(request, parts),
  ];
}

/** `www` in place of the first label, or before a domain of two labels. */
function sibling(host: string): string {
  const labels = host.split('.');
  const [first, ...rest] = labels;
  const name = first === 'www' ? 'other' : 'www';
  return [name, ...(labels.length > 2 ? rest : labels)].join('.');
}

/** A `Host` header is what the rules see, so it changes with the URL. */
function withHost(
  { headers, ...request }: SampleRequest,
  parts: UrlParts,
  change: (host: string) => string,
): SampleRequest {
  const authority = change(parts.authority);
  return {
    ...request,
    url: joinUrl({ ...parts, authority }),
    ...(headers !== undefined && { headers: withHostHeader(headers, change) }),
  };
}

function withHostHeader(headers: SampleHeaders, change: (host: string) => string): SampleHeaders {
  const isHost = (name: string) => name.toLowerCase() === 'host';
  if (isPairs(headers)) {
    return headers.map(([name, value]) => [name, isHost(name) ? change(value) : value] as const);
  }
  return Object.fromEntries(
    Object.entries(headers).map(([name, values]) => {
      if (!isHost(name)) return [name, values];
      return [name, typeof values === 'string' ? change(values) : values.map(change)];
    }),
  );
}

function isPairs(headers: SampleHeaders): headers is readonly (readonly [string, string])[] {
  return Array.isArray(headers);
}

function otherScheme(request: SampleRequest, parts: UrlParts): HostMiss {
  const isHttps = request.ssl ?? parts.scheme.toLowerCase() === 'https://';
  return {
    title: isHttps ? 'plain http' : 'https',
    differsIn: 'scheme',
    request: {
      ...request,
      url: joinUrl({ ...parts, scheme: isHttps ? 'http://' : 'https://' }),
      ...(request.ssl !== undefined && { ssl: !isHttps }),
    },
  };
}
