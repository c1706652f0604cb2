import { knownReason, planFailure } from '../../../lib/ci/outcome/failures';

/** As Terraform frames and folds it, behind a plan that shows texts of the zone. */
const framed = (message: string): string =>
  `  + description = "LOST UPDATE? Saved plan is stale"\n╷\n│ Error: Resource postcondition failed\n│ \n│ ${message.replaceAll(' ', '\n│ ')}\n╵\n`;

test.each([
  [
    'LOST UPDATE? Someone else wrote the rules',
    /^LOST UPDATE\? Someone else wrote the entry point during the apply/,
  ],
  [
    'Provider produced inconsistent result after apply: changes to cloudflare_ruleset.waf_x_custom["entry_point"], provider "provider[\\"x\\"]" produced an unexpected new value: .rules[2].id: was cty.StringVal("a"), but now cty.StringVal("b").',
    /^LOST UPDATE\? Someone else wrote/,
  ],
  [
    'Provider produced inconsistent result after apply: changes to cloudflare_ruleset.waf_x_custom["entry_point"], provider "provider[\\"x\\"]" produced an unexpected new value: .id: was cty.StringVal("a"), but now null.',
    /^Cloudflare's answer to a write could not be read/,
  ],
  ['with cloudflare_list.waf_list_x, missing required list_id parameter', /^Cloudflare's answer to a write/],
  ['400 Bad Request {"errors":[{"code":20217,"message":"exceeded"}]}', /^the phase has an entry point that/],
  ['Saved plan is stale', /^the plan is stale/],
  [
    'Someone else changed the custom rules of zone example.com after this plan was made. Nothing was written: plan again.',
    /^someone changed the entry point during or after/,
  ],
  [
    'Someone changed the custom rules of zone example.com while this plan was made. Nothing was written: plan again.',
    /^someone changed the entry point during or after/,
  ],
  [
    'Invalid for_each argument on cdk.tf.json line 107: "for_each": "${/* Someone changed the custom rules of zone example.com while this plan was made, or Cloudflare gave two different answers. Nothing was written: plan again, and without -target. */',
    /^someone changed the entry point during or after/,
  ],
  [
    'The account 0123 has another list of the name $office already (id 4567), which Terraform does not know',
    /^the account has a list with this name that Terraform does not know/,
  ],
  [
    'POST "http://127.0.0.1/rules/lists": 400 Bad Request {"errors":[{"message":"filters.api.list_name_in_use"}]}',
    /^the account has a list with this name that the plan did not show/,
  ],
  ['Error acquiring the state lock', /^another run holds the state lock/],
  ['the exception ended after 2026-01-01 (UTC) [expires/past]. Help: remove it', /^an exception has ended/],
  ['request is not authorized', /^Cloudflare refuses the token/],
  ['Provider dependency changes detected', /^the provider is not the one/],
])('the error "%s" is recognised', (message, reason) => {
  expect(knownReason(framed(message))?.reason).toMatch(reason);
});

test('texts of the zone before the error say nothing', () => {
  expect(knownReason(framed('something else'))).toBeUndefined();
  expect(knownReason('description = "LOST UPDATE?"')).toBeUndefined();
});

test('a condition that Terraform quotes beside the error of Cloudflare says nothing', () => {
  const quoted =
    '323: "error_message": "${/* The entry point was not created. */ ""}LOST UPDATE? Someone else wrote the http_request_firewall_custom rules of zone example.com during this apply: they were at version ${try(local.x, "none")} when planned';
  expect(knownReason(framed(quoted))).toBeUndefined();
  expect(knownReason(framed(`${quoted} Error: {"code":20217}`))?.reason).toMatch(
    /^the phase has an entry point/,
  );
});

test.each([
  [framed('Saved plan is stale'), 'the plan of x failed: the plan is stale: the state has changed since'],
  ['', 'the plan of x failed'],
])('a plan that failed says why, as far as that is known', (output, message) => {
  expect(planFailure('x', output).summary).toBe(message);
});
