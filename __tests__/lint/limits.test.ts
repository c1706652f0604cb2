import { LIMIT, limitsOf } from '../../lib/lint/limits';
import { parse } from '../../lib/rules-language';

const { client, path, other } = LIMIT;
const host = LIMIT.host | LIMIT.hostOrCaller;
const method = LIMIT.method | LIMIT.methodOrCaller;
const anyCaller = LIMIT.hostOrCaller | LIMIT.methodOrCaller | LIMIT.pathOrCaller | LIMIT.sentPathOrCaller;
const caller = LIMIT.caller | anyCaller;
const normal = path | LIMIT.pathOrCaller;
const sent = LIMIT.sentPath | LIMIT.sentPathOrCaller;
const { exactPath } = LIMIT;
const A = 'http.host eq "a"';
const B = 'http.request.method eq "B"';

test.each<[string, number]>([
  [A, host],
  [`not ${A}`, 0],
  ['http.host ne "a"', 0],
  ['not http.host ne "a"', host],
  [`${A} and ${B}`, host | method],
  [`${A} or ${B}`, 0],
  [`${A} or (${A} and ${B})`, host],
  [`not (http.host ne "a" or http.request.method ne "B")`, host | method],
  [`not (http.host ne "a" and http.request.method ne "B")`, 0],
  [`${A} xor ${B}`, 0],
  ['ssl', 0],
  ['true', 0],
  ['false', 4095],
  [`${A} or ip.src in $office`, LIMIT.hostOrCaller],
  ['http.request.uri.path eq "/x"', normal | exactPath],
  ['raw.http.request.uri.path eq "/x"', normal | sent | exactPath],
  ['raw.http.request.uri.path contains "/x"', normal],
  ['http.request.uri.path contains ""', 0],
  ['starts_with(http.request.uri.path, "/")', 0],
  ['http.request.uri.path wildcard "/*"', 0],
  ['len(http.request.uri.path) eq 5', 0],
  ['substring(http.request.uri.path, 0, 2) eq "/x"', normal],
  ['substring(http.request.uri.path, 1, 2) eq "x"', 0],
  ['http.request.uri.path eq http.referer', 0],
  ['starts_with(http.request.uri.path, http.referer)', 0],
  ['raw.http.request.uri.path eq http.request.uri.path', sent],
  ['concat(http.host, http.request.uri.path) eq "a/x"', host | normal | exactPath],
  ['cf.verified_bot_category eq "Search Engine Crawler"', caller],
  ['ip.src.country eq "AT"', other],
  ['cf.tls_client_auth.cert_verified', caller],
  ['cf.tls_client_auth.cert_presented', client],
  ['ip.src in $office', caller],
  ['http.request.timestamp.sec lt 5', 0],
  ['any(http.request.headers["x"][*] eq "a")', client],
])('%s', (text, limits) => {
  expect(limitsOf(parse(text).expression)).toBe(limits);
});

/** Whether a condition names paths, beside those that it holds for all of. */
test.each<[condition: string, isLimit: boolean]>([
  // Every path.
  [String.raw`matches r"^[\w\W]*$"`, false],
  [String.raw`matches r"^(?:.|\n)*$"`, false],
  ['matches "^(.)*$"', false],
  ['matches "(?s)^.*$"', false],
  ['matches "^/[^?]*$"', false],
  ['matches "^/[^?#]+$"', false],
  ['matches ""', false],
  ['matches "^/"', false],
  ['matches "^"', false],
  ['matches "/"', false],
  ['matches "^/(?:[a-z].*|[^a-z].*)?$"', false],
  ['matches "^/[a-m]|^/[^a-m]"', false],
  ['matches "^[!-~]+$"', false],
  [String.raw`matches r"^(?:/(?:[\w.~-]|%[0-9A-Fa-f]{2})+)+/?$"`, false],
  ['contains ""', false],
  ['contains "/"', false],
  ['wildcard "*"', false],
  ['wildcard "/*"', false],
  ['strict wildcard "/*"', false],
  ['wildcard "*/*"', false],
  ['ge ""', false],
  // All short paths.
  ['matches "^/{0,1}.{0,99}$"', false],
  ['matches "^.{2,17}$"', false],
  // Some of them.
  ['matches "^.{3,}$"', true],
  ['matches "^.{0,16}$"', true],
  ['matches "^/[a-m]|^/[n-z]"', true],
  ['matches "^/[^/]*$"', true],
  ['matches "^/[^.]*$"', true],
  ['matches "^/[^x]*$"', true],
  ['matches "^/(?:..)*$"', true],
  ['matches "^/(?:q|x7|a|W).*$"', true],
  [String.raw`matches r"^/[\w/]*$"`, true],
  [String.raw`matches r"^/\d*\D*$"`, true],
  ['contains "/a"', true],
  ['contains "//"', true],
  ['wildcard "/*/*"', true],
  ['wildcard "*x*"', true],
  ['eq "/"', true],
  ['in {"/" "/a"}', true],
])('http.request.uri.path %s', (condition, isLimit) => {
  for (const field of ['http.request.uri.path', 'raw.http.request.uri.path', 'http.request.uri']) {
    const limits = limitsOf(parse(`${field} ${condition}`).expression);
    expect([field, (limits & path) !== 0]).toEqual([field, isLimit]);
  }
});

test.each<[expression: string, limits: number]>([
  ['lower(http.request.uri.path) matches "^/[^A-Z]*$"', 0],
  ['upper(http.request.uri.path) matches "^/[^a-z]*$"', 0],
  ['lower(http.request.uri.path) matches "^/[^a-z]*$"', normal],
  ['lower(http.request.uri.path) contains "/A"', normal],
  ['url_decode(http.request.uri.path) matches "^/.*$"', 0],
  ['ends_with(http.request.uri.path, "")', 0],
  ['ends_with(http.request.uri.path, "/")', normal],
  ['len(http.request.uri.path) ge 1', 0],
  ['not http.request.uri.path matches "^/a$"', 0],
  ['not http.request.uri.path matches "^/.*$"', 0],
  ['http.host matches "^.*$"', 0],
  ['http.host contains "."', 0],
  ['http.host matches "^[a-z0-9.-]+$"', 0],
  [String.raw`http.host matches r"^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$"`, 0],
  [String.raw`http.host matches r"^[a-z0-9-]+\.[a-z0-9-]+$"`, host],
  ['http.host wildcard "*.com"', host],
  ['http.request.method matches "^[A-Z]+$"', 0],
  ['http.request.method matches "^(?:GET|POST|DELETE|PROPFIND)$"', method],
  ['http.request.full_uri wildcard "https://*"', 0],
  ['http.request.full_uri wildcard "*://*/*"', 0],
  ['starts_with(http.request.full_uri, "https://app")', host],
  ['starts_with(http.request.full_uri, "https://app.example.com/")', host],
  ['starts_with(lower(http.request.full_uri), "https://app.example.com")', host],
  ['http.request.full_uri wildcard "http*://app.example.com/*"', host],
  ['http.request.full_uri wildcard "https://*.example.com/*"', host],
  ['http.request.full_uri contains "://app.example.com/"', host],
  [String.raw`http.request.full_uri matches r"^https?://(?:app|www)\.example\.com(?:/.*)?$"`, host],
  ['raw.http.request.full_uri wildcard "https://app.example.com/*"', host],
  ['http.request.full_uri wildcard "https://*/a"', normal],
  ['http.request.full_uri wildcard "*/a.php"', normal],
  [String.raw`http.request.full_uri matches r"^https?://[^/]+/a(?:\?.*)?$"`, normal],
  [String.raw`raw.http.request.full_uri matches r"/a$"`, normal | sent],
  ['http.request.full_uri wildcard "https://app.example.com/a*"', normal | host],
  ['http.request.full_uri wildcard "*.example.com/a"', normal | host],
  ['http.request.full_uri wildcard "https://*.example.com/a/*"', normal | host],
  [String.raw`http.request.full_uri matches r"^https://app\.example\.com/[^/]*$"`, normal | host],
  ['http.request.full_uri contains "app.example.com/a"', normal | host],
  ['concat(http.host, http.request.uri.path) wildcard "app.example.com/*"', host],
  ['starts_with(concat("https://", http.host, raw.http.request.uri), "https://app.example.com/")', host],
  [String.raw`lower(concat(http.host, http.request.uri.path)) matches r"^app\.example\.com/"`, host],
  ['concat(http.host, http.request.uri.path) wildcard "*/a"', normal],
  ['concat(http.host, http.request.uri.path) wildcard "app.example.com/a*"', normal | host],
  ['concat(http.host, ":", http.request.uri.path) wildcard "app.example.com:/*"', host],
  ['concat(http.host, http.request.uri.path, "!") wildcard "app.example.com/*"', normal | host],
  ['http.request.full_uri eq "https://app.example.com/a"', normal | host | exactPath],
  ['http.request.uri.path eq "/a" or starts_with(http.request.uri.path, "/")', 0],
  ['http.request.uri.path matches "^/[a-m]" or http.request.uri.path matches "^/[^a-m]"', 0],
  ['http.request.uri.path matches "^/[a-m]" or http.request.uri.path matches "^/[n-z]"', normal],
  ['http.request.uri.path matches "^/[a-m]" or raw.http.request.uri.path matches "^/[^a-m]"', normal],
  ['http.request.method in {"GET" "HEAD" "POST" "PUT" "PATCH" "DELETE" "OPTIONS"}', 0],
  ['http.request.method in {"GET" "HEAD" "POST" "PUT" "PATCH" "DELETE"}', method],
  ['http.request.method matches "^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$"', 0],
  [
    'http.request.method in {"GET" "HEAD" "OPTIONS"} or http.request.method in {"POST" "PUT" "PATCH" "DELETE"}',
    0,
  ],
  ['http.user_agent matches "^.*$"', 0],
  ['http.user_agent contains "a"', client],
])('%s is limited as far as usual texts are', (text, limits) => {
  expect(limitsOf(parse(text).expression)).toBe(limits);
});

test('a pattern that would take too much work is a limit', () => {
  const pattern = '^(?:.*[ab].{200}[cd]|.{0,300}|[^q].*)$';
  expect(limitsOf(parse(`http.request.uri.path matches "${pattern}"`).expression) & path).toBe(path);
});
