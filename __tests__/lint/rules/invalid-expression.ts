import { lintDocument } from '../../../lib/lint';
import { foundBy } from '../../support/lint';

const BAD = 'http.hots eq "app.example.com"';
const GOOD = 'http.host eq "app.example.com"';

test('finds a text that is not a valid expression', () => {
  expect(foundBy('invalid-expression', BAD)).toEqual([
    {
      message: 'unknown identifier `http.hots` [expression/unknown-field]',
      help: 'did you mean `http.host`?',
      at: 'http.hots',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('invalid-expression', GOOD)).toEqual([]);
});

/** A rule whose action computes a text with an expression. */
function computing(phase: string, action: string, parameters: object): object {
  const rule = { action, expression: 'ssl', action_parameters: parameters };
  return { result: { kind: 'zone', phase, rules: [rule] } };
}

const redirect = (expression: string): object =>
  computing('http_request_dynamic_redirect', 'redirect', { from_value: { target_url: { expression } } });
const rewrite = (part: string, expression: string): object =>
  computing('http_request_transform', 'rewrite', { uri: { [part]: { expression } } });
const header = (expression: string): object =>
  computing('http_request_late_transform', 'rewrite', {
    headers: { 'X-A': { operation: 'set', expression } },
  });

test.each<[title: string, file: object, message: string, help: string]>([
  [
    'the target of a redirect',
    redirect('conct("https://b.com", http.request.uri.path)'),
    'unknown function `conct` [expression/unknown-function]',
    'did you mean `concat`?',
  ],
  [
    'a rewritten path',
    rewrite('path', 'http.request.uri.path eq "/a"'),
    'expected value of type Bytes, but got Bool [expression/type]',
    'write `to_string(...)` around it',
  ],
  [
    'a rewritten query',
    rewrite('query', '"a=" + http.host'),
    'expected the end: an expression for a text is one value [expression/trailing-input]',
    'join several with `concat(...)`',
  ],
  [
    'a header',
    header('http.request.headers["a"]'),
    'expected value of type Bytes, but got Array<Bytes> [expression/type]',
    'select one element, such as `[0]`, or join them: `join(..., ",")`',
  ],
  [
    'a header of each element',
    header('http.request.headers["a"][*]'),
    'expected value of type Bytes, but got Array<Bytes> [expression/type]',
    'select one element, such as `[0]`, or join them: `join(..., ",")`',
  ],
  [
    'two replacements',
    rewrite('path', 'concat(regex_replace(http.host, "a", "b"), regex_replace(http.host, "a", "b"))'),
    'an expression takes one of `regex_replace` and `wildcard_replace`, once [expression/one-replacement]',
    'divide the work among several rules',
  ],
])('reads the expression for %s', (_title, file, message, help) => {
  expect(foundBy('invalid-expression', file)).toMatchObject([
    { message: `the expression for a value: ${message}`, help },
  ]);
});

test.each([
  redirect('concat("https://b.com", http.request.uri.path)'),
  redirect('wildcard_replace(http.request.full_uri, r"https://*.a.com/*", r"https://b.com/${1}/${2}")'),
  redirect('"https://b.com/"'),
  redirect('http.request.full_uri'),
  redirect(' '),
  rewrite('path', 'regex_replace(http.request.uri.path, "^/a/", "/b/")'),
  rewrite('query', 'remove_query_args(http.request.uri.query, "utm")'),
  header('to_string(cf.bot_management.score)'),
  header('lookup_json_string(http.request.jwt.claims["T"][0], "user")'),
  header('http.request.headers["a"][0]'),
])('is silent about what computes a text: %j', (file) => {
  expect(foundBy('invalid-expression', file)).toEqual([]);
});

test('reads the expressions that find leaked credentials', () => {
  const rule = {
    action: 'rewrite',
    expression: 'ssl',
    action_parameters: { headers: { 'X-A': { operation: 'set', value: '1' } } },
    exposed_credential_check: {
      username_expression: 'url_decode(http.request.body.form["user"][0])',
      password_expression: 'http.request.body.form["password"]',
    },
  };
  const file = { result: { kind: 'zone', phase: 'http_request_firewall_custom', rules: [rule] } };
  expect(foundBy('invalid-expression', file)).toHaveLength(1);
});

test('finds where a file holds such an expression, with the escapes of Terraform', () => {
  const rule = {
    action: 'redirect',
    expression: 'ssl',
    action_parameters: {
      from_value: {
        target_url: { expression: 'wildcard_replace(http.host, r"*.a.com", r"https://$${1}.b.com") x' },
      },
    },
  };
  const content = {
    resource: {
      cloudflare_ruleset: { a: { kind: 'zone', phase: 'http_request_dynamic_redirect', rules: [rule] } },
    },
  };
  const [list] = lintDocument({ file: 'x.json', content });
  const finding = list?.findings.find(({ id }) => id === 'invalid-expression');
  expect(finding).toMatchObject({
    path: 'resource.cloudflare_ruleset.a.rules[0].action_parameters.from_value.target_url.expression',
    expression: 'wildcard_replace(http.host, r"*.a.com", r"https://${1}.b.com") x',
  });
});
