import {
  entryPointArguments,
  entryPointKey,
  type EntryPointSpec,
  entryPointTerraform,
  quotaTerraform,
  replacedRulesCheck,
  stackLocals,
  zoneKey,
  zonePlanTerraform,
  zoneWrittenLocal,
} from '../../../lib/coexistence';
import { ManagedRuleset, Skip } from '../../../lib';
import { CUSTOM_PHASE, MANAGED_PHASE } from '../../../lib/cloudflare';
import { customRuleLimits, defineException, type SkipRule } from '../../../lib/exceptions';
import { NOW_MS, PROPS } from '../../support/exceptions';
import type { Json } from '../../support/synth';
import { evaluateOutputs } from '../../support/terraform';
import { readsAsLocals } from './reads';

type Zone = EntryPointSpec['zone'];
type Phase = EntryPointSpec['phase'];

/** A rule as Cloudflare answers it. */
export interface LiveRule {
  readonly ref: string;
  readonly id?: string;
  readonly action?: string;
  readonly action_parameters?: object;
  readonly enabled?: boolean;
  readonly expression?: string;
  readonly description?: string;
  readonly logging?: { readonly enabled: boolean };
}

/** What one reading of an entry point answers. */
interface Answer {
  readonly version: string | null;
  readonly rules: readonly LiveRule[] | null;
}

/** One entry point of the zone, each time that it is read. */
export interface LivePhase {
  /** When the plan starts; `undefined` = the list of rulesets shows none. */
  readonly first?: Answer;
  /** When the state is refreshed; `undefined` = the state has none. */
  readonly own?: Answer;
  /** Right before the write; the first answer if it is left out. */
  readonly now?: Answer;
  /** The version after the write; the next one if it is left out. */
  readonly after?: string;
}

/** A zone, and a stack that takes part in it. */
export interface Scenario extends Partial<
  Pick<EntryPointSpec, 'ownPrefixes' | 'foreignRules' | 'replacements' | 'mayBeIdle'>
> {
  readonly ours?: Readonly<Partial<Record<Phase, EntryPointSpec['rules']>>>;
  readonly custom?: LivePhase;
  readonly managed?: LivePhase;
  /** The plan of the zone, as Cloudflare names it. */
  readonly plan?: string;
  /** Rules of the custom rulesets of the zone. */
  readonly elsewhere?: readonly LiveRule[];
}

/** What Terraform does. */
export interface Plan {
  /** The refs of the rules that the entry point is to have; null = it is left alone. */
  readonly custom: readonly string[] | null;
  readonly managed: readonly string[] | null;
  /** Messages of the conditions that do not hold. */
  readonly refused: readonly string[];
  readonly warned: readonly string[];
}

/** A plan as a row expects it, with a pattern for each message. What it leaves out is null, or empty. */
type Expected = Partial<Pick<Plan, 'custom' | 'managed'>> &
  Readonly<Partial<Record<'refused' | 'warned', readonly RegExp[]>>>;

/** Skips all managed rules: an exception of the custom phase. */
export function custom(id: string): SkipRule {
  return defineException('dashboard', id, PROPS, NOW_MS).rule;
}

/** Skips Cloudflare's Managed Ruleset: an exception of the managed phase. */
export function managed(id: string): SkipRule {
  const skip = Skip.managedRulesets(ManagedRuleset.CLOUDFLARE_MANAGED);
  return defineException('dashboard', id, { ...PROPS, skip }, NOW_MS).rule;
}

/** An entry point that somebody changes only where the test says so. */
export function live(...rules: readonly LiveRule[]): LivePhase {
  const answer = { version: '3', rules };
  return { first: answer, own: answer };
}

/** Compares what Terraform does in each scenario, all of them in one run. */
export function expectPlans(rows: Readonly<Record<string, readonly [Scenario, Expected]>>): void {
  const parts = Object.values(rows).map(([scenario], index) => configurationOf(scenario, index));
  const values = evaluateOutputs('main.tf.json', JSON.stringify(parts));
  const plans = Object.keys(rows).map((title, index) => {
    const plan = JSON.parse(String(values[`plan_${index}`]).replaceAll(zoneOf(index).id, 'ID')) as Plan;
    // Both entry points refuse what concerns the whole stack.
    return [title, { ...plan, refused: [...new Set(plan.refused)] }] as const;
  });
  const messages = (patterns: readonly RegExp[] = []) =>
    patterns.map((pattern) => expect.stringMatching(pattern) as string);
  const expected = Object.entries(rows).map(([title, [, { refused, warned, ...lists }]]) => [
    title,
    { custom: null, managed: null, ...lists, refused: messages(refused), warned: messages(warned) },
  ]);
  expect(Object.fromEntries(plans)).toEqual(Object.fromEntries(expected));
}

function zoneOf(index: number): { readonly id: string } {
  return { id: index.toString(16).padStart(32, '0') };
}

interface DataSource {
  readonly for_each: string;
  readonly id: string;
}

interface Terraform {
  readonly data: { readonly cloudflare_ruleset: Readonly<Record<string, DataSource>> };
}

interface Condition {
  readonly condition: string;
  readonly error_message: string;
}

/** The configuration of a scenario, with locals in the place of what Cloudflare and the state answer. */
function configurationOf(scenario: Scenario, index: number): unknown {
  const zone = zoneOf(index);
  const specs = PHASES.map((phase) => specOf(scenario, zone, phase));
  const hasRules = scenario.ours?.[CUSTOM_PHASE] !== undefined;
  const fragments = [
    zonePlanTerraform(zone, hasRules),
    quotaTerraform({ zone, limits: customRuleLimits(undefined, undefined), hasRules }),
    replacedRulesCheck(zone, PHASES, scenario.replacements ?? []),
    ...specs.map(entryPointTerraform),
    { locals: { ...zoneWrittenLocal(zone, PHASES, []), ...stackLocals(specs) } },
  ];
  const refusals = [
    ...specs.flatMap(resourceConditions),
    ...fragments.flatMap(({ output }) => conditionsIn(output, 'precondition')),
  ].map((condition, at) => [`refusal_${index}_${at}`, condition] as const);
  const warnings = fragments
    .flatMap(({ check }) => conditionsIn(check, 'assert'))
    .map((condition, at) => [`warning_${index}_${at}`, condition] as const);
  const [custom, managed] = specs.map(written);
  const plan = `{ custom = ${custom}, managed = ${managed}, refused = ${failed(refusals)}, warned = ${failed(warnings)} }`;
  const answers = [...specs.map((spec) => answersOf(scenario, spec)), zoneAnswers(scenario, zone)];
  const configuration = {
    variable: answers.map(({ variables }) => variables),
    locals: [
      ...fragments.map(({ locals }) => locals ?? {}),
      ...answers.map(({ locals }) => locals),
      Object.fromEntries([...refusals, ...warnings]),
    ],
    output: { [`plan_${index}`]: { value: `\${jsonencode(${plan})}` } },
  };
  // One configuration has one stack.
  const text = JSON.stringify(readsAsLocals(configuration));
  return JSON.parse(text.replace(/\bwaf_(?:changed|incomplete)\b/g, `$&_${index}`));
}

const PHASES = [CUSTOM_PHASE, MANAGED_PHASE] as const;

function specOf(scenario: Scenario, zone: Zone, phase: Phase): EntryPointSpec {
  const { ownPrefixes = ['wafx__dashboard__'], foreignRules = 'keep' } = scenario;
  const { replacements = [], mayBeIdle = [] } = scenario;
  return {
    zone,
    phase,
    ownPrefixes,
    foreignRules,
    replacements,
    mayBeIdle,
    rules: scenario.ours?.[phase] ?? [],
    knownId: undefined,
    otherPhase: PHASES.find((other) => other !== phase),
  };
}

/** Terraform expression: the refs that are written. */
function written(spec: EntryPointSpec): string {
  const { for_each, rules } = entryPointArguments(spec) as Record<string, string>;
  return `length(${inside(for_each)}) == 0 ? null : ${inside(rules)}[*].ref`;
}

export function inside(template = ''): string {
  return template.slice(2, -1);
}

function resourceConditions(spec: EntryPointSpec): readonly Condition[] {
  const { lifecycle } = entryPointArguments(spec) as unknown as {
    lifecycle: { precondition: readonly Condition[]; postcondition: readonly Condition[] };
  };
  const self = `local.after_${entryPointKey(spec.zone, spec.phase)}.`;
  return [...lifecycle.precondition, ...lifecycle.postcondition].map(({ condition, error_message }) => ({
    condition: condition.replaceAll('self.', self),
    error_message: error_message.replaceAll('self.', self),
  }));
}

export function conditionsIn(blocks: unknown, kind: string): readonly Condition[] {
  return Object.values((blocks ?? {}) as Record<string, Record<string, readonly Condition[]>>).flatMap(
    (block) => block[kind] ?? [],
  );
}

/** Terraform expression: the messages of those that do not hold. */
export function failed(conditions: readonly (readonly [string, Condition])[]): string {
  return `compact([${conditions.map(([name]) => `local.${name}.condition ? "" : local.${name}.error_message`).join(', ')}])`;
}

/** What answers about one entry point: each reading that the plan makes, the state, and the resource after the write. */
function answersOf(scenario: Scenario, spec: EntryPointSpec): { locals: Json; variables: Json } {
  const { zone, phase } = spec;
  const key = entryPointKey(zone, phase);
  const {
    first,
    own,
    now = first,
    after,
  } = (phase === CUSTOM_PHASE ? scenario.custom : scenario.managed) ?? {};
  const { cloudflare_ruleset } = (entryPointTerraform(spec) as unknown as Terraform).data;
  const readings = Object.entries({ [key]: first, [`${key}_now`]: now, [`${key}_own`]: own });
  return {
    locals: {
      ...Object.fromEntries(
        readings.map(([name]) => [
          `data_cloudflare_ruleset_${name}`,
          reading(cloudflare_ruleset[name], key, name),
        ]),
      ),
      [`cloudflare_ruleset_${key}`]: { ...(own && { entry_point: { id: key, version: own.version } }) },
      [`terraform_data_${key}_remembered`]: { ...(own && { entry_point: { output: 'an earlier run' } }) },
      [`after_${key}`]: { id: key, version: after ?? String(Number(first?.version ?? 0) + 1) },
    },
    variables: Object.fromEntries(
      readings.map(([name, answer]) => [name, rulesetVariable({ phase, kind: 'zone', ...answer })]),
    ),
  };
}

/** What the data source reads: the answer where it asks for this id. */
function reading(source: DataSource | undefined, id: string, variable: string): string {
  const asked = inside(source?.id).replaceAll('each.value', 'v');
  return `\${{ for k, v in ${inside(source?.for_each)} : k => (${asked}) == "${id}" ? var.${variable} : null }}`;
}

function zoneAnswers(
  { custom, managed, plan = 'pro', elsewhere = [] }: Scenario,
  zone: Zone,
): { locals: Json; variables: Json } {
  const key = zoneKey(zone);
  const shown = PHASES.filter(
    (phase) => (phase === CUSTOM_PHASE ? custom : managed)?.first !== undefined,
  ).map((phase) => ({ id: entryPointKey(zone, phase), kind: 'zone', phase }));
  const rulesets = [...shown, { id: 'managed', kind: 'managed', phase: MANAGED_PHASE }];
  const name = `${entryPointKey(zone, CUSTOM_PHASE)}_rulesets`;
  return {
    locals: {
      [`data_cloudflare_zone_${key}`]: { plan: { legacy_id: plan } },
      [`data_cloudflare_rulesets_${key}`]: { rulesets },
      [`data_cloudflare_ruleset_${name}`]: { custom: `\${var.${name}}` },
    },
    variables: { [name]: rulesetVariable({ rules: elsewhere }) },
  };
}

/** With the types of the provider: a list holds rules of one type, which have each attribute, if only as null. */
export function rulesetVariable({ rules = [], ...ruleset }: Partial<Answer> & Json): Json {
  const read = ({ ref, ...rule }: LiveRule) => ({ id: `id-of-${ref}`, ref, ...rule });
  return { type: RULESET, default: { ...ruleset, rules: rules?.map(read) ?? null } };
}

const PARAMETERS = `object({ id = optional(string), phases = optional(list(string)), rules = optional(map(list(string))), ruleset = optional(string), rulesets = optional(list(string)), overrides = optional(object({ enabled = optional(bool), rules = optional(list(object({ id = string, enabled = optional(bool) }))), categories = optional(list(object({ category = string, enabled = optional(bool) }))) })) })`;
const RULE = `object({ id = string, ref = string, action = optional(string, "block"), action_parameters = optional(${PARAMETERS}, {}), enabled = optional(bool, true), expression = optional(string, "true"), description = optional(string, ""), logging = optional(object({ enabled = bool })), categories = optional(list(string)) })`;
const RULESET = `object({ phase = optional(string), kind = optional(string), version = optional(string), rules = optional(list(${RULE})) })`;
