import { knownReason, planFailure } from '../../../scripts/workflows/failures';

/** As Terraform frames and folds it, behind a plan that shows texts of the zone. */
const framed = (message: string): string =>
  `  + description = "LOST UPDATE? Saved plan is stale"\n╷\n│ Error: Resource postcondition failed\n│ \n│ ${message.replaceAll(' ', '\n│ ')}\n╵\n`;

test.each([
  ['LOST UPDATE? Somebody else wrote the rules', /^somebody else wrote the entry point in the moment/],
  ['Saved plan is stale', /^the plan is stale/],
  [
    'Somebody else changed the custom rules of zone example.com after this plan was made. Nothing was written: plan again.',
    /^somebody changed the entry point after/,
  ],
  [
    'Somebody changed the custom rules of zone example.com while this plan was made. Nothing was written: plan again.',
    /^somebody changed the entry point after/,
  ],
  ['Error acquiring the state lock', /^another run holds the lock/],
  ['the exception ended after 2026-01-01 (UTC) [expires/past]. Remove it', /^an exception has ended/],
  ['request is not authorized', /^Cloudflare refuses the token/],
  ['Provider dependency changes detected', /^the provider is not the one/],
])('the error "%s" is recognised', (message, reason) => {
  expect(knownReason(framed(message))?.reason).toMatch(reason);
});

test('texts of the zone before the error say nothing', () => {
  expect(knownReason(framed('something else'))).toBeUndefined();
  expect(knownReason('description = "LOST UPDATE?"')).toBeUndefined();
});

test.each([
  [
    framed('Saved plan is stale'),
    'the plan of x failed: the plan is stale: the state moved on after it was made',
  ],
  ['', 'the plan of x failed'],
])('a plan that failed says why, as far as that is known', (output, message) => {
  expect(planFailure('x', output).summary).toBe(message);
});
