import { NOW_MS } from '../../support/exceptions';
import { foundBy } from '../../support/lint';

const DAY = 86_400;
const TWO_YEARS = NOW_MS / 1000 + 731 * DAY;
const until = (seconds: number) =>
  `http.host eq "app.example.com" and http.request.timestamp.sec lt ${seconds}`;

test.each([
  ['a day after two years', TWO_YEARS + 1],
  ['the end of the calendar', 253402300800],
])('finds an exception that ends %s', (_title, seconds) => {
  expect(foundBy('far-expiry', until(seconds))).toEqual([
    {
      message: 'the exception ends in more than two years, which is as good as never',
      help: 'name the day of the next review',
      at: `http.request.timestamp.sec lt ${seconds}`,
    },
  ]);
});

test.each([
  ['within two years', until(TWO_YEARS)],
  ['never', 'http.host eq "app.example.com"'],
])('is silent about one that ends %s', (_title, expression) => {
  expect(foundBy('far-expiry', expression)).toEqual([]);
});
