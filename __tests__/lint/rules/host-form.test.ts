import { foundBy } from '../../support/lint';

const BAD = 'http.host eq "https://app.example.com"';
const GOOD = 'http.host eq "app.example.com"';

test('finds a host that no request has', () => {
  expect(foundBy('host-form', BAD)).toEqual([
    {
      message: '`http.host` is a bare lower-case name, and `https://app.example.com` has a scheme',
      help: 'write the host as browsers send it, such as `app.example.com`',
      at: '"https://app.example.com"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('host-form', GOOD)).toEqual([]);
});
