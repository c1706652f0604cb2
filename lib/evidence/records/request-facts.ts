import type { RequestFacts } from '../evidence';
import type { Fields } from './fields';

/** What is not known of a request. */
export const NO_FACTS: RequestFacts = {
  host: undefined,
  method: undefined,
  scheme: undefined,
  path: undefined,
  query: undefined,
  clientIp: undefined,
  clientAsn: undefined,
  country: undefined,
  userAgent: undefined,
};

/** The request of an event or of a row of the request log, in any of Cloudflare's spellings. */
export function requestFacts(fields: Fields): RequestFacts {
  const uri = fields.text('clientrequesturi');
  return {
    ...placeFacts(fields),
    method: fields.text('clientrequestmethod', 'clientrequesthttpmethodname'),
    scheme: schemeOf(fields.text('clientrequestscheme')),
    query:
      fields.anyText('clientrequestquery')?.replace(/^\?/, '') ??
      (uri === undefined ? undefined : splitTarget(uri)[1]),
    clientIp: fields.text('clientip'),
    clientAsn: fields.number('clientasn'),
    country: fields.text('clientcountry', 'clientcountryname'),
    userAgent: fields.anyText('clientrequestuseragent', 'useragent'),
  };
}

/** Host and path of the request alone. */
export function placeFacts(fields: Fields): Pick<RequestFacts, 'host' | 'path'> {
  const path = fields.text('clientrequestpath');
  const uri = path === undefined ? fields.text('clientrequesturi') : undefined;
  return {
    host: plainHost(fields.text('clientrequesthost', 'clientrequesthttphost')),
    path: uri === undefined ? path : splitTarget(uri)[0],
  };
}

/** Path and query of a request target; of a whole URL too, which a client of a proxy may send. */
export function splitTarget(target: string): readonly [path: string, query: string] {
  const own = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const at = own.indexOf('?');
  const path = at < 0 ? own : own.slice(0, at);
  return [path === '' ? '/' : path, at < 0 ? '' : own.slice(at + 1)];
}

/** A host in lower case, without the port of its scheme. */
export function plainHost(host: string | undefined): string | undefined {
  const plain = host
    ?.trim()
    .toLowerCase()
    .replace(/:(?:80|443)$/, '')
    .replace(/\.$/, '');
  return plain === '' ? undefined : plain;
}

export function schemeOf(text: string | undefined): 'http' | 'https' | undefined {
  const scheme = text?.toLowerCase();
  return scheme === 'http' || scheme === 'https' ? scheme : undefined;
}

/** What a URL says of a request; `undefined` if it is none. */
export function factsOfUrl(
  url: string,
): Pick<RequestFacts, 'host' | 'scheme' | 'path' | 'query'> | undefined {
  const [, scheme, authority] = /^(https?):\/\/([^/?#]*)/i.exec(url) ?? [];
  if (scheme === undefined || authority === undefined) return undefined;
  const [path, query] = splitTarget(url);
  return { host: plainHost(authority.replace(/^.*@/, '')), scheme: schemeOf(scheme), path, query };
}
