import { foundBy } from '../../support/lint';

const BAD = 'http.request.method eq "post"';
const GOOD = 'http.request.method eq "POST"';

test('finds a method that no request has', () => {
  expect(foundBy('method-case', BAD)).toEqual([
    {
      message: '`http.request.method` is in upper case, and `post` is not',
      help: 'write `POST`',
      at: '"post"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('method-case', GOOD)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['http.request.method contains "post"', ['"post"']],
  ['http.request.method matches "^(?:post|put)$"', ['"^(?:post|put)$"']],
  ['http.request.method matches "(?i)^post$"', []],
  ['http.request.method matches "^[a-zA-Z]+$"', []],
  ['http.request.method matches "^POST$"', []],
  ['http.request.method matches "^(?:post|PUT)$"', []],
  ['http.request.method matches "^[a-z]+$"', ['"^[a-z]+$"']],
  ['http.request.method matches "^(?P<verb>POST)$"', []],
  ['http.request.method strict wildcard "post"', ['"post"']],
  ['http.request.method wildcard "post"', []],
  ['http.request.method eq "PSOT"', ['"PSOT"']],
  ['http.request.method eq "MKCOL"', []],
])('knows parts, patterns and unknown methods: %s', (text, at) => {
  expect(foundBy('method-case', text).map((found) => found.at)).toEqual(at);
});

test.each([
  ['Post', 'write `POST`'],
  ['FETCH', 'name the method of the request, such as `POST`'],
  ['GTE', 'name the method of the request, such as `POST`'],
])('suggests no other method than the one that is written: %s', (method, help) => {
  expect(foundBy('method-case', `http.request.method eq "${method}"`)).toMatchObject([{ help }]);
});
