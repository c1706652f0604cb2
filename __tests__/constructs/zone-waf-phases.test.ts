import { Testing } from 'cdktf';
import { type ExceptionPhase, Skip } from '../../lib';
import { refusalOf } from '../support/refusal';
import { objectAt, synthStack, withoutComments } from '../support/synth';
import { exceptionIn, stackIn, wafIn } from '../support/waf';

const CUSTOM: ExceptionPhase = 'http_request_firewall_custom';
const MANAGED: ExceptionPhase = 'http_request_firewall_managed';

describe('a phase that `phases` leaves out', () => {
  const { terraform } = synthStack((stack) => exceptionIn(wafIn(stack, { phases: [CUSTOM] })));

  test('is let go of, and neither imported nor written', () => {
    expect(terraform['removed']).toEqual([
      { from: 'cloudflare_ruleset.waf_example_com_managed', lifecycle: { destroy: false } },
    ]);
    expect(Object.keys(objectAt(terraform, 'resource', 'cloudflare_ruleset'))).toEqual([
      'waf_example_com_custom',
    ]);
    expect(terraform['import']).toEqual([
      expect.objectContaining({ to: 'cloudflare_ruleset.waf_example_com_custom["entry_point"]' }),
    ]);
    expect(objectAt(terraform, 'locals')['waf_changed']).toBe(
      '${concat([], local.waf_example_com_custom_changed)}',
    );
  });

  test('is said to the commands', () => {
    const [declared] = objectAt(terraform, '//')['waf-exceptions'] as readonly object[];
    expect(declared).toMatchObject({ phases: [CUSTOM] });
  });

  test('takes no exception', () => {
    const waf = wafIn(stackIn(Testing.app()), { phases: [MANAGED] });
    expect(refusalOf(() => exceptionIn(waf, 'export', { skip: Skip.allManagedRules() }))).toEqual({
      code: 'zone-waf/phases',
      message:
        '`phases` of the ZoneWaf leaves out `http_request_firewall_custom`, which holds this kind of exception, got: `["http_request_firewall_managed"]`',
      help: "add 'http_request_firewall_custom' to `phases`: the next deploy adopts its entry point",
    });
  });

  test('gives no advice that needs it', () => {
    const advice = 'or use Skip.managedRulesets';
    expect(withoutComments(synthStack((stack) => exceptionIn(wafIn(stack))))).toContain(advice);
    expect(JSON.stringify(terraform)).not.toContain(advice);
  });
});

test('naming both phases, in any order and more than once, is the same as naming none', () => {
  const [all, none] = [{ phases: [MANAGED, CUSTOM, MANAGED] }, {}].map((props) =>
    withoutComments(synthStack((stack) => wafIn(stack, props))),
  );
  expect(all).toBe(none);
});

test('a release lets go of both, whatever `phases` says', () => {
  const [some, none] = [{ phases: [CUSTOM] }, {}].map((props) =>
    withoutComments(synthStack((stack) => wafIn(stack, { ...props, release: true }))),
  );
  expect(some).toBe(none);
});
