import { foundBy } from '../../support/lint';

const BAD = 'http.host matches "^app.example.com$"';
const GOOD = 'http.host matches r"^app\\.example\\.com$"';

test('finds a dot in a regular expression that stands for any character', () => {
  expect(foundBy('regex-dot', BAD)).toEqual([
    {
      message: 'the dot of `p.ex` stands for any character',
      help: 'write `\\.` for a dot',
      at: '"^app.example.com$"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('regex-dot', GOOD)).toEqual([]);
});
