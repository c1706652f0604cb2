import { lint } from '../../../lib/lint/lint';
import { NOW_MS } from '../../support/exceptions';
import { foundBy } from '../../support/lint';

/** The ids of what is found in an expression. */
function idsOf(expression: string): readonly string[] {
  return lint({ rules: [{ ref: 'r', action: 'block', expression }] }, NOW_MS).map(({ id }) => id);
}

test('finds a word that Cloudflare does not document', () => {
  expect(foundBy('impossible-value', 'cf.waf.score.class eq "Attack"')).toEqual([
    {
      message:
        'for `cf.waf.score.class` Cloudflare documents `attack`, `likely_attack`, `likely_clean`, `clean`, and not `Attack`',
      help: 'write `attack`',
      at: '"Attack"',
    },
  ]);
});

test('finds a number that is out of range', () => {
  expect(foundBy('impossible-value', 'cf.bot_management.score gt 150')).toEqual([
    {
      message:
        '`cf.bot_management.score` is a number from 0 to 99: `cf.bot_management.score gt 150` is never true',
      help: 'correct the number, or remove the condition',
      at: '150',
    },
  ]);
});

test.each<[expression: string, at: string, help: string]>([
  ['cf.waf.score lt 0', '0', 'correct the number'],
  ['cf.waf.score in {5 0}', '0', 'correct the number'],
  ['cf.waf.score in {5 101..200}', '101..200', 'correct the number'],
  ['cf.waf.score.xss eq 101', '101', 'correct the number'],
  ['cf.edge.server_port eq 70000', '70000', 'correct the number'],
  ['cf.edge.client_port in {0}', '0', 'correct the number'],
  ['ip.src.asnum eq 4294967296', '4294967296', 'correct the number'],
  ['http.response.code eq 42', '42', 'correct the number'],
  ['http.request.body.size lt 0', '0', 'correct the number'],
  ['any(cf.waf.content_scan.obj_sizes[*] lt 0)', '0', 'correct the number'],
  ['has_value(cf.bot_management.detection_ids, -1)', '-1', 'correct the number'],
  ['cf.llm.prompt.custom_topic_categories["a"] gt 100', '100', 'correct the number'],
  ['len(http.host) eq -1', '-1', 'correct the number'],
  ['len(http.request.headers["a"]) lt 0', '0', 'correct the number'],
  ['hash_in_range(0, 100, ip.src) gt 100', '100', 'correct the number'],
  ['http.request.version eq "1.1"', '"1.1"', 'write `HTTP/1.1`'],
  ['http.request.version in {"HTTP/1.1" "HTTP/2.0"}', '"HTTP/2.0"', 'write `HTTP/2`'],
  ['http.request.version contains "http"', '"http"', 'write `HTTP`'],
  ['http.request.version matches r"^HTTP/[4-9]"', 'r"^HTTP/[4-9]"', 'such as `HTTP/2`'],
  ['cf.tls_version eq "1.3"', '"1.3"', 'write `TLSv1.3`'],
  ['cf.tls_version ne "TLS 1.2"', '"TLS 1.2"', 'write `TLSv1.2`'],
  ['cf.tls_cipher eq "aes128-sha256"', '"aes128-sha256"', 'write `AES128-SHA256`'],
  ['cf.waf.score.class eq "Attack"', '"Attack"', 'write `attack`'],
  ['cf.waf.score.class wildcard "*bot*"', '"*bot*"', 'such as `attack`'],
  ['ip.src.continent eq "EUR"', '"EUR"', 'did you mean `EU`?'],
  ['lower(ip.src.continent) eq "eur"', '"eur"', 'did you mean `EU`?'],
  ['len(ip.src.continent) eq 3', '3', 'correct the number'],
  ['starts_with(ip.src.continent, "X")', '"X"', 'use one of: AF, AN'],
  ['ip.src.region_code eq "tx"', '"tx"', 'write `TX`'],
  ['ip.src.subdivision_1_iso_code eq "ENG"', '"ENG"', 'such as `GB-ENG`'],
  ['ip.geoip.continent eq "Europe"', '"Europe"', 'use one of'],
  ['http.request.uri.path.extension eq ".php"', '".php"', 'write `php`'],
  ['http.request.uri.path.extension in {"php" "PHP"}', '"PHP"', 'write `php`'],
  ['ends_with(raw.http.request.uri.path.extension, ".gz")', '".gz"', 'write `gz`'],
  ['http.request.full_uri eq "a.com/x"', '"a.com/x"', 'write `https://a.com/x`'],
  ['raw.http.request.full_uri matches "^/x"', '"^/x"', 'such as `https://'],
  ['not starts_with(http.request.full_uri, "//a.com")', '"//a.com"', 'write `https://a.com`'],
  ['http.request.body.mime eq "PNG"', '"PNG"', 'such as `image/png`'],
  ['http.request.body.mime eq "Image/PNG"', '"Image/PNG"', 'write `image/png`'],
  [
    'http.response.content_type.media_type eq "text/html; charset=utf-8"',
    '"text/html; charset=utf-8"',
    'such as',
  ],
  ['http.request.uri.query contains "?a"', '"?a"', 'write `a`'],
  ['starts_with(http.request.uri.query, "?")', '"?"', 'such as `id=1`'],
  ['any(http.request.uri.args.names[*] eq "a=")', '"a="', 'such as `q`'],
  ['any(http.request.uri.args["a&b"][*] eq "c")', 'http.request.uri.args["a&b"][*]', 'such as'],
  ['any(http.request.uri.args["a"][*] contains "&")', '"&"', 'such as'],
  ['any(http.request.accepted_languages[*] eq "*")', '"*"', 'such as `de-AT`'],
  ['any(cf.waf.content_scan.obj_results[*] eq "malicious")', '"malicious"', 'use one of: clean, suspicious'],
  ['any(cf.llm.prompt.pii_categories[*] in {"EMAIL"})', '"EMAIL"', 'did you mean `EMAIL_ADDRESS`?'],
  ['has_value(cf.llm.prompt.pii_categories, "email_address")', '"email_address"', 'write `EMAIL_ADDRESS`'],
  ['cf.response.error_type eq "WAF"', '"WAF"', 'write `waf`'],
  ['cf.fraud.email_risk eq "High"', '"High"', 'write `high`'],
  ['any(cf.appsec.request.failed_detections[*] eq "waf-score")', '"waf-score"', 'did you mean `waf_score`?'],
  [
    'cf.bot_management.ja3_hash eq "E7D705A3286E19EA42F587B344EE6865"',
    '"E7D705A3286E19EA42F587B344EE6865"',
    'write `e7d7',
  ],
  ['cf.tls_client_auth.cert_serial eq "52:7E"', '"52:7E"', 'such as'],
  [
    'cf.verified_bot_category eq "search engine crawler"',
    '"search engine crawler"',
    'write `Search engine crawler`',
  ],
  ['http.request.method eq http.request.uri.path', 'http.request.uri.path', ''],
  ['http.host ne http.host', 'http.host', 'correct the value'],
  [
    'http.request.headers["x"][0] ne http.request.headers["x"][0]',
    'http.request.headers["x"][0]',
    'correct the value',
  ],
  ['cidr(ip.src, 24, 64) eq 104.16.0.7', '104.16.0.7', 'correct the value'],
  ['cidr(ip.src, 8, 16) in {104.0.0.0 105.1.0.0}', '105.1.0.0', 'correct the value'],
  ['cidr6(ip.src, 64) eq 2a02::1', '2a02::1', 'correct the value'],
  ['cidr(ip.src, 24, 64) in {104.16.0.64/26}', '104.16.0.64/26', 'correct the value'],
  ['to_string(ip.src) eq "example"', '"example"', 'correct the value'],
  ['to_string(ip.src) contains "2A02"', '"2A02"', 'write `2a02`'],
  ['to_string(ssl) eq "yes"', '"yes"', 'correct the value'],
  ['starts_with(to_string(cf.waf.score), "low")', '"low"', 'correct the value'],
  ['substring(http.host, 5, 2) eq "ab"', '"ab"', 'correct the value'],
  ['substring(http.host, 0, 2) in {"ab" "abc"}', '"abc"', 'correct the value'],
  ['remove_bytes(http.host, ".-") contains "."', '"."', 'correct the value'],
  ['trim(http.user_agent) eq " a"', '" a"', 'write `a`'],
  ['trim_end(http.request.uri.path, "/") eq "/a/"', '"/a/"', 'correct the value'],
  ['concat("https://", http.host) eq "http://a.com"', '"http://a.com"', 'correct the value'],
  ['http.user_agent lt ""', '""', 'correct the value'],
  ['http.user_agent matches "a^b"', '"a^b"', 'correct the value'],
])('finds it in %s', (expression, at, help) => {
  expect(foundBy('impossible-value', expression)).toMatchObject([
    { at, help: expect.stringContaining(help) as string },
  ]);
});

test.each([
  'cf.bot_management.score le 99 and cf.bot_management.score ge 1',
  'cf.bot_management.score in {0..30}',
  'cf.waf.score eq 100',
  'cf.edge.server_port in {80 443 8443 1..65535}',
  'http.request.version in {"HTTP/1.0" "HTTP/1.1" "HTTP/2" "HTTP/3"}',
  'cf.tls_version in {"TLSv1" "TLSv1.1"} or cf.tls_version eq ""',
  'ip.src.continent in {"EU" "T1"}',
  'ip.src.country in {"AT" "XX" "T1"}',
  'lower(ip.src.continent) eq "eu"',
  'http.request.uri.path.extension in {"php" "tar" ""}',
  'http.request.full_uri contains "example"',
  'starts_with(http.request.full_uri, "http")',
  'http.request.full_uri wildcard "*://*.example.com/*"',
  'http.request.body.mime in {"image/png" "application/vnd.ms-excel"}',
  'http.request.uri.query contains "a=1&b=2"',
  'http.request.uri.query contains "next=/x?id=1"',
  'http.request.uri.query eq "next=/x?id=1"',
  String.raw`http.request.uri.query matches r"url=[^&]*\?"`,
  'http.request.uri.query wildcard "*?id=*"',
  'cidr(ip.src, 24, 64) in {104.16.0.0 2a02::}',
  'cidr(ip.src, 24, 64) in {104.16.0.0/16}',
  'cidr6(ip.src, 64) eq 104.16.0.7',
  'to_string(ip.src) in {"104.16.0.7" "2a02::1"}',
  'to_string(ssl) eq "true"',
  'to_string(cf.waf.score) eq "20"',
  'any(http.request.headers["x-a"][*] eq "A")',
  'any(lower(http.request.headers.names[*])[*] eq "x-a")',
  'len(http.request.headers["x-a"]) ge 0',
  'cf.verified_bot_category eq "AI Crawler"',
  'http.user_agent matches r"^\\s*$"',
  'upper(http.request.method) eq "POST"',
  'url_decode(http.request.uri.path) contains " "',
  'http.request.uri.path eq raw.http.request.uri.path',
  'substring(http.host, 0, 3) eq "app"',
])('is silent about %s', (expression) => {
  expect(idsOf(expression).filter((id) => id !== 'always-met')).toEqual([]);
});

test('warns in other words where Cloudflare may add values, and where a value is just rare', () => {
  expect(foundBy('impossible-value', 'http.request.version eq "HTTP/4"')).toMatchObject([
    { message: expect.stringContaining('Cloudflare documents `HTTP/1.0`') as string },
  ]);
  expect(foundBy('impossible-value', 'ip.src.continent eq "XX"')).toMatchObject([
    { message: expect.stringContaining('`ip.src.continent` is one of `AF`') as string },
  ]);
  expect(foundBy('impossible-value', 'http.request.uri.query eq "?a=b"')).toMatchObject([
    {
      message:
        '`http.request.uri.query` comes after the `?`, and rarely begins with another one, and `?a=b` begins with one',
    },
  ]);
});

test('names the same mistake once', () => {
  expect(idsOf('http.host eq "https://App.example.com/"')).toEqual(['host-form']);
  expect(idsOf('lower(http.host) eq "App.example.com"')).toEqual(['text-case']);
  expect(idsOf('http.request.uri.path eq "/%2d//"')).toEqual(['path-not-normal']);
});
