import { entryPointKey, leftOutTerraform, releaseTerraform, zoneKey } from '../../lib/coexistence';
import { ManagedRuleset } from '../../lib';
import { objectAt } from '../support/synth';
import { evaluateOutputs } from '../support/terraform';
import {
  conditionsIn,
  custom,
  failed,
  inside,
  type LiveRule,
  managed,
  rulesetVariable,
} from './support/plan';
import { readsAsLocals } from './support/reads';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';
const EXECUTE: LiveRule = {
  ref: 'execute',
  action: 'execute',
  action_parameters: { id: ManagedRuleset.CLOUDFLARE_MANAGED.id },
};

interface Scenario {
  readonly phase: typeof CUSTOM | typeof MANAGED;
  /** The rules of the entry point; null = the answer is malformed; `undefined` = the list of rulesets shows none. */
  readonly rules?: readonly LiveRule[] | null;
  /** Whether the list of rulesets is empty. */
  readonly isListEmpty?: boolean;
  /** What the stack remembers of the entry point. */
  readonly remembered?: string;
  readonly knownId?: string;
}

/** A scenario and what refuses the plan. */
type Row = readonly [Scenario, ...RegExp[]];

const specOf = ({ phase, knownId }: Scenario, index: number) => ({
  zone: { id: index.toString(16).padStart(32, '0') },
  phase,
  ownPrefixes: ['wafx__dashboard__', 'wafx__old__'],
  knownId,
});

function configurationOf(scenario: Scenario, index: number, make: typeof releaseTerraform): unknown {
  const { zone, phase } = specOf(scenario, index);
  const terraform = make(specOf(scenario, index));
  const key = entryPointKey(zone, phase);
  const { rules, isListEmpty = false, remembered } = scenario;
  const refusals = conditionsIn(terraform['output'], 'precondition').map(
    (condition, at) => [`refusal_${index}_${at}`, condition] as const,
  );
  const forEach = inside(String(objectAt(terraform, 'data', 'cloudflare_ruleset', key)['for_each']));
  const shown = [
    { id: 'managed', kind: 'managed', phase: MANAGED },
    { id: 'other', kind: 'zone', phase: 'http_ratelimit' },
    ...(rules === undefined ? [] : [{ id: key, kind: 'zone', phase }]),
  ];
  const asked = [
    phase === MANAGED && make !== releaseTerraform ? `executed = local.${key}_executed` : '',
    `refused = ${failed(refusals)}`,
  ];
  return readsAsLocals({
    variable: {
      [key]: rulesetVariable(
        rules === null ? { rules } : { phase, kind: 'zone', version: '3', rules: rules ?? [] },
      ),
    },
    locals: [
      terraform['locals'],
      {
        [`data_cloudflare_rulesets_${zoneKey(zone)}`]: { rulesets: isListEmpty ? [] : shown },
        [`data_cloudflare_ruleset_${key}`]: `\${{ for k, v in ${forEach} : k => var.${key} }}`,
        [`terraform_data_${key}_remembered`]: { entry_point: { triggers_replace: remembered ?? 'nothing' } },
        ...Object.fromEntries(refusals),
      },
    ],
    output: { [`plan_${index}`]: { value: `\${jsonencode({ ${asked.filter(Boolean).join(', ')} })}` } },
  });
}

function plansOf(scenarios: readonly Scenario[], make: typeof releaseTerraform): readonly unknown[] {
  const parts = scenarios.map((scenario, index) => configurationOf(scenario, index, make));
  const values = evaluateOutputs('main.tf.json', JSON.stringify(parts));
  return scenarios.map((scenario, index) => {
    const { zone } = specOf(scenario, index);
    return JSON.parse(String(values[`plan_${index}`]).replaceAll(zone.id, 'ID')) as unknown;
  });
}

const messages = (patterns: readonly RegExp[]) =>
  patterns.map((pattern) => expect.stringMatching(pattern) as string);
const HIDDEN = { phase: CUSTOM, remembered: 'some id' } as const;

test('a stack lets go of an entry point without exceptions of its own', () => {
  const rows: readonly Row[] = [
    [{ phase: CUSTOM }],
    [{ phase: CUSTOM, rules: [{ ref: 'a' }, { ref: 'wafx__payments__x' }] }],
    [
      { phase: CUSTOM, rules: [{ ref: 'a' }, custom('b'), { ref: 'wafx__old__c' }] },
      /^Zone ID still has exceptions of this stack: wafx__dashboard__b, wafx__old__c\. .*`release`/,
    ],
    [
      { phase: CUSTOM, rules: null },
      /no complete answer for the http_request_firewall_custom rules of zone ID/,
    ],
    [{ phase: CUSTOM, isListEmpty: true }, /list of rulesets .*empty for zone ID.*remove the ZoneWaf/],
    [{ phase: CUSTOM, isListEmpty: true, knownId: 'an id', rules: [] }],
    [HIDDEN, /does not show the entry point.* zone ID.*`entryPointIds`.*deploy once more without `release`/],
    [{ ...HIDDEN, knownId: 'an id', rules: [] }],
  ];
  expect(
    plansOf(
      rows.map(([scenario]) => scenario),
      releaseTerraform,
    ),
  ).toEqual(rows.map(([, ...refused]) => ({ refused: messages(refused) })));
});

test('a stack leaves a phase out, and asks what it runs', () => {
  const leftOut = (pattern: string) => new RegExp(`${pattern}.*\`phases\``);
  const rows: readonly (readonly [Scenario, readonly string[] | undefined, ...RegExp[]])[] = [
    [{ phase: CUSTOM, rules: [{ ref: 'a' }] }, undefined],
    [
      { phase: CUSTOM, rules: [custom('b')] },
      undefined,
      leftOut(`^Zone ID .* in ${CUSTOM}, which \`phases\` .*: wafx__dashboard__b\\. .*deploy without`),
    ],
    [{ phase: CUSTOM, isListEmpty: true }, undefined, leftOut(`empty for zone ID.*add the phase ${CUSTOM}`)],
    [HIDDEN, undefined, leftOut(`does not show .*zone ID.*deploy once with the phase ${CUSTOM}`)],
    [{ phase: MANAGED, rules: [EXECUTE] }, [ManagedRuleset.CLOUDFLARE_MANAGED.id]],
    [{ phase: MANAGED, rules: [{ ...EXECUTE, enabled: false }] }, []],
    [{ phase: MANAGED }, []],
    [
      { phase: MANAGED, rules: [managed('b')] },
      [],
      leftOut(`^Zone ID .* in ${MANAGED}, which \`phases\` .*: wafx__dashboard__b\\.`),
    ],
  ];
  expect(
    plansOf(
      rows.map(([scenario]) => scenario),
      leftOutTerraform,
    ),
  ).toEqual(
    rows.map(([, executed, ...refused]) => ({ ...(executed && { executed }), refused: messages(refused) })),
  );
});
