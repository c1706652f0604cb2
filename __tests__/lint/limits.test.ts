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
