import { foundBy } from '../../support/lint';

const BAD = 'http.request.uri.path eq "/caf%c3%a9%2Dbar"';
const GOOD = 'http.request.uri.path eq "/caf%C3%A9-bar"';

test('finds a percent-encoding that no normalised path holds', () => {
  expect(foundBy('percent-encoded-literal', BAD)).toEqual([
    {
      message: '`/caf%c3%a9%2Dbar` can never match: Cloudflare writes it as `/caf%C3%A9-bar`',
      help: 'write `/caf%C3%A9-bar`, or compare the raw path',
      at: '"/caf%c3%a9%2Dbar"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('percent-encoded-literal', GOOD)).toEqual([]);
});
