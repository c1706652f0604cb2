import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "app.example.com" and http.request.timestamp.sec lt 1700000000';
const GOOD = 'http.host eq "app.example.com" and http.request.timestamp.sec lt 1806537600';

test('finds a rule whose end has passed', () => {
  expect(foundBy('expired', BAD)).toEqual([
    {
      message: 'the rule has matched no request since 2023-11-14T22:13:20Z',
      help: 'remove the rule, or move its end if it is still needed',
      at: 'http.request.timestamp.sec lt 1700000000',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('expired', GOOD)).toEqual([]);
});
