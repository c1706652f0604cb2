import { Testing } from 'cdktf';
import { refusalOf } from '../support/refusal';
import { exceptionIn, stackIn, wafIn } from '../support/waf';
import { objectAt, synthStack } from '../support/synth';

const newStack = () => stackIn(Testing.app());

describe('a released zone', () => {
  const released = synthStack((stack) => wafIn(stack, { release: true, retiredNamespaces: ['old'] }));

  test('is forgotten, not destroyed', () => {
    expect(released.terraform['removed']).toEqual([
      { from: 'cloudflare_ruleset.waf_example_com_custom', lifecycle: { destroy: false } },
      { from: 'cloudflare_ruleset.waf_example_com_managed', lifecycle: { destroy: false } },
    ]);
    expect(Object.keys(objectAt(released.terraform, 'resource'))).toEqual(['terraform_data']);
    expect(released.terraform['import']).toBeUndefined();
  });

  test('keeps the provider that Terraform needs to forget', () => {
    expect(objectAt(released.terraform, 'provider')['cloudflare']).toEqual([
      { alias: 'waf_example_com_removal_needs_letting_go' },
    ]);
  });

  test('is checked for exceptions that would stay for ever', () => {
    const { output } = released.terraform as {
      output: Record<string, { precondition: readonly { condition: string }[] }>;
    };
    expect(Object.keys(output)).toEqual(['waf_example_com_custom_guard', 'waf_example_com_managed_guard']);
    expect(output['waf_example_com_custom_guard']?.precondition.at(-1)?.condition).toBe(
      '${length([for r in local.waf_example_com_custom_live : r.ref if anytrue([startswith(r.ref, "wafx__dashboard__"), startswith(r.ref, "wafx__old__")])]) == 0}',
    );
  });

  test('takes no exception', () => {
    const waf = wafIn(newStack(), { release: true });
    expect(refusalOf(() => exceptionIn(waf))).toEqual({
      code: 'zone-waf/released',
      message:
        'a ZoneWaf with `release: true` has no entry point of the phase `http_request_firewall_custom`',
      help: 'remove the exceptions first, then release; to keep them, remove `release`',
    });
  });
});
