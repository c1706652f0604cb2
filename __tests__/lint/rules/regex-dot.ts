import { foundBy } from '../../support/lint';

const BAD = 'http.host matches "^app.example.com$"';
const GOOD = 'http.host matches r"^app\\.example\\.com$"';

test('finds a dot in a regular expression that matches any character', () => {
  expect(foundBy('regex-dot', BAD)).toEqual([
    {
      message: 'the dot of `p.ex` matches any character',
      help: 'write `\\.` for a dot',
      at: '"^app.example.com$"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('regex-dot', GOOD)).toEqual([]);
});

test.each<[string, string | undefined]>([
  ['http.host matches "^a[.]b.example$"', 'b.ex'],
  [String.raw`http.host matches r"^(?:www\.)?app.test$"`, 'p.te'],
  ['http.host matches "^app.*com$"', undefined],
  ['http.host matches "^app[a.-]com$"', undefined],
])('looks outside of classes: %s', (text, dot) => {
  expect(foundBy('regex-dot', text).map(({ message }) => message)).toEqual(
    dot === undefined ? [] : [`the dot of \`${dot}\` matches any character`],
  );
});
