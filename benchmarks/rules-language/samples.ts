const PATH = '/admin/tiktok-creator/export-mp4';
const RAW_PATH = `raw.http.request.uri.path eq "${PATH}"`;
const IDIOM: readonly string[] = [
  'http.host eq "dashboard.example.com"',
  'http.request.method eq "POST"',
  `http.request.uri.path eq "${PATH}"`,
  RAW_PATH,
  'ssl',
  'ip.src in {203.0.113.0/24 198.51.100.7 2001:db8::/48}',
];
const CIDRS = Array.from({ length: 100 }, (_, index) => `10.${index}.0.0/16`).join(' ');

/** An expression with a request that it matches. */
export interface Sample {
  readonly title: string;
  readonly expression: string;
  /** What firewalker gets, where it cannot read the expression: the nearest that it can. */
  readonly forFirewalker?: string;
  /** Address of the client. */
  readonly ip: string;
}

/** No sample matches a request for it from another address than its own. */
export const OTHER_URL = 'https://www.example.com/';
export const MATCHING_URL = `https://dashboard.example.com${PATH}`;

export const SAMPLES: readonly Sample[] = [
  { title: 'contains', expression: `http.request.uri.path contains "${PATH}"`, ip: '203.0.113.9' },
  {
    title: 'exact idiom, 3 addresses',
    expression: `(${IDIOM.join(' and ')})`,
    // It has no raw fields.
    forFirewalker: `(${IDIOM.filter((condition) => condition !== RAW_PATH).join(' and ')})`,
    ip: '203.0.113.9',
  },
  {
    title: 'regex',
    expression: 'http.request.uri.path matches "^/admin/[a-z-]+/export-mp[34]$"',
    ip: '203.0.113.9',
  },
  {
    title: 'wildcard',
    expression: 'http.request.full_uri wildcard "https://*.example.com/admin/*/export-*"',
    ip: '203.0.113.9',
  },
  { title: '100 CIDRs', expression: `ip.src in {${CIDRS}}`, ip: '10.99.1.2' },
];
