import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "app.example.com" and http.request.timestamp.sec lt 1806537600000';
const GOOD = 'http.host eq "app.example.com" and http.request.timestamp.sec lt 1806537600';
const PART = 'http.request.timestamp.msec';

test('finds milliseconds where seconds are compared', () => {
  expect(foundBy('time-unit', BAD)).toEqual([
    {
      message:
        '`http.request.timestamp.sec` is a number from 0 to 99999999999: `http.request.timestamp.sec lt 1806537600000` is always true',
      help: 'write `1806537600`',
      at: '1806537600000',
    },
  ]);
});

test('finds them in a set', () => {
  const set =
    'http.request.timestamp.sec in {1700000000..1700086400 1800000000000..1800086400000 1806537600000}';
  expect(foundBy('time-unit', set).map(({ at }) => at)).toEqual([
    '1800000000000..1800086400000',
    '1806537600000',
  ]);
});

test('finds a date where the part of a second is compared', () => {
  expect(foundBy('time-unit', `${PART} lt 1806537600000`)).toEqual([
    {
      message: `\`${PART}\` is a number from 0 to 999: \`${PART} lt 1806537600000\` is always true`,
      help: 'compare `http.request.timestamp.sec`, which are seconds since 1970',
      at: '1806537600000',
    },
  ]);
});

test.each([GOOD, `${PART} lt 500`, `${PART} in {0..99 999}`, 'http.request.timestamp.sec ge 4102444800'])(
  'is silent about %s',
  (text) => {
    expect(foundBy('time-unit', text)).toEqual([]);
  },
);
