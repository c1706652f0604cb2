import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "app.example.com" and http.request.timestamp.sec lt 1780963200';
const GOOD = 'http.host eq "app.example.com" and http.request.timestamp.sec lt 1806537600';

test('finds an exception that ends within 30 days', () => {
  expect(foundBy('expires-soon', BAD)).toEqual([
    {
      message: 'the exception ends in 8 days',
      help: 'fix the cause and remove the exception, or move its end',
      at: 'http.request.timestamp.sec lt 1780963200',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('expires-soon', GOOD)).toEqual([]);
});
