import { escapeControls } from '../../errors';
import {
  type Cause,
  certainty,
  decisive,
  type ManagedProtection,
  needsOf,
  protectionsOf,
  protectionsText,
  ruleLabel,
  rulesetTitle,
  ruleTitle,
  type Step,
  type Trace,
} from '../../trace';
import type { PlacedZone } from '../zones/traced-zones';

/** Wide enough for `does not match`. */
const OUTCOME_WIDTH = 14;

/** A trace for people. Texts of others are escaped for a terminal. */
export function traceText({ name, source, isWhole, notes }: PlacedZone, trace: Trace): string {
  const title = [...(name === '' ? [] : [name]), `rules of ${source}`].join(', ');
  return [
    `${title} (${isWhole ? 'without those of the account' : 'only these are known'})`,
    ...notes.map((note) => `  note: ${note}`),
    ...trace.phases.flatMap(({ phase, steps }) => [
      `  ${phase}`,
      ...(steps.length === 0 ? [isWhole ? '    no rules' : '    no rules known'] : steps.map(stepText)),
    ]),
    '  protections',
    ...(trace.managed.length === 0
      ? ["    managed rules: the zone's own rules execute no managed ruleset"]
      : []),
    ...trace.managed.map((one) => `    ${protectionText(one)}`),
    ...trace.others.map(({ title: other, by }) => `    ${other}: ${skippedText(by)}`),
    `  result: ${protectionsText(protectionsOf(trace))}`,
  ]
    .map(escapeControls)
    .join('\n');
}

function stepText(step: Step, index: number): string {
  const { rule, inside, insideNeeds, outcome, needs } = step;
  const number = String(index + 1).padStart(3);
  const notes = [
    ...(needs.length === 0 ? [] : [`needs ${needs.join(', ')}`]),
    ...(insideNeeds.length === 0 ? [] : [`if its ruleset runs, which needs ${insideNeeds.join(', ')}`]),
    ...passedText(step),
    ...effectTexts(step),
  ];
  const line = `  ${number} ${'  '.repeat(inside.length)}${outcome.padEnd(OUTCOME_WIDTH)} ${rule.action ?? ''} ${ruleLabel(rule)}`;
  return `${line}${notes.length === 0 ? '' : `: ${notes.join('; ')}`}`;
}

/** Which earlier rule keeps it from being evaluated, or may. */
function passedText({ outcome, skippedBy, endedBy }: Step): readonly string[] {
  if (outcome === 'not reached') return [`${labels(decisive(endedBy))} ends the request`];
  if (outcome === 'skipped') return [`by ${labels(decisive(skippedBy))}`];
  if (outcome === 'disabled') return [];
  return [
    ...(endedBy.length === 0 ? [] : [`unless ${labels(endedBy)} ends the request`]),
    ...(skippedBy.length === 0 ? [] : [`unless ${labels(skippedBy)} skips it`]),
  ];
}

function effectTexts({
  rule,
  effect,
  effectNeeds,
  needs,
  insideNeeds,
  skippedBy: passedBy,
}: Step): readonly string[] {
  if (effect !== undefined && rule.unknown !== undefined) {
    if (rule.unknown.includes('action')) return ['would do what is known only after the apply'];
    if (effect.kind === 'skips' && rule.unknown.some((path) => path.startsWith('action_parameters'))) {
      return ['would skip what is known only after the apply'];
    }
  }
  switch (effect?.kind) {
    case 'ends':
      return [effectNeeds.length > 0 ? 'would end the request' : 'ends the request'];
    case 'skips': {
      const { isRulesetCurrent, isPhaseCurrent, phases, products, rulesets, rules } = effect.targets;
      const targets = [
        ...(isRulesetCurrent ? ['the rest of its ruleset'] : []),
        ...(isPhaseCurrent ? ['the rest of the phase'] : []),
        ...phases,
        ...products,
        ...rulesets.map(rulesetTitle),
        ...[...rules.values()].flat().map((id) => `rule ${ruleTitle(id)}`),
      ];
      return [
        `${effectNeeds.length > 0 ? 'would skip' : 'skips'} ${targets.length === 0 ? 'nothing' : targets.join(', ')}`,
      ];
    }
    case 'executes': {
      const { rulesetId, skippedBy, skippedRules, isKnown } = effect.execution;
      const title = rulesetTitle(rulesetId);
      const verb = [needs, insideNeeds, passedBy].every((doubts) => doubts.length === 0)
        ? 'runs'
        : 'would run';
      return [
        certainty(skippedBy) === false ? `${verb} ${title}` : `${title} is ${skippedText(skippedBy)}`,
        ...(isKnown ? [] : ['whose rules are not known']),
        ...(certainty(skippedBy) === true
          ? []
          : skippedRules.map(({ id, by }) => `without rule ${ruleTitle(id)}, ${skippedText(by)}`)),
      ];
    }
    case 'unread':
      return ['what it does cannot be read'];
    default:
      return [];
  }
}

function protectionText(protection: ManagedProtection): string {
  const { state, by, skippedRules, stillOn, needs, isByDefault } = protection;
  const name = isByDefault ? `${protection.name} (Cloudflare runs it by itself)` : protection.name;
  const reason = by.length === 0 ? '' : ` by ${labels(by)}`;
  const rules = skippedRules.map(({ title }) => title);
  switch (state) {
    case 'partly skipped':
      return `${name}: runs without ${rules.join(', ')}, skipped${reason}`;
    case 'partly executed':
      return `${name}: only ${stillOn.join(', ')} runs, its overrides switch all others off`;
    case 'unknown':
      return `${name}: unknown${reason === '' ? '' : `, may be skipped${reason}`}; needs ${needs.join(', ')}`;
    case 'not reached':
      return `${name}: not reached, ${labels(by)} ends the request`;
    default:
      return `${name}: ${state}${reason}`;
  }
}

function skippedText(by: readonly Cause[]): string {
  const needs = needsOf(by);
  return needs.length === 0
    ? `skipped by ${labels(decisive(by))}`
    : `skipped by ${labels(by)} if it matches, which needs ${needs.join(', ')}`;
}

function labels(causes: readonly Cause[]): string {
  return causes.map(({ rule }) => ruleLabel(rule)).join(' or ');
}
