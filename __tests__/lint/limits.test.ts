import { LIMIT, limitsOf } from '../../lib/lint/limits';
import { parse } from '../../lib/rules-language';

const { host, method, caller, client } = LIMIT;
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
  ['false', 127],
  ['ip.src in $office', caller],
  ['http.request.timestamp.sec lt 5', 0],
  ['any(http.request.headers["x"][*] eq "a")', client],
])('%s', (text, limits) => {
  expect(limitsOf(parse(text).expression)).toBe(limits);
});
