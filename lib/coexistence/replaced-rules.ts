import type { ReplacedRule } from '../exceptions';
import { type EntryPointSpec, entryPointTitle } from './entry-point-spec';
import { FIRST_WRITTEN } from './phase-change';
import { IS_EXCEPTION } from './rule-expressions';
import { expression, type TerraformJson, type TerraformObject } from './terraform-text';
import { entryPointKey, zoneKey, type ZoneReference, zoneTitle } from './zone-address';

/** A rule of others that an exception of the stack takes the place of. */
export interface Replacement extends ReplacedRule {
  /** The `ref` of the exception, and the phase of its entry point. */
  readonly by: string;
  readonly phase: EntryPointSpec['phase'];
}

/**
 * A rule of others leaves its entry point in the write that adds the exception in its place. If that is in the other phase,
 * the one that gains is written first: from managed to custom the old rule stays until a plan finds the exception live.
 */
export function replacedRulesLocals(spec: EntryPointSpec): TerraformObject {
  if (spec.replacements.length === 0) return {};
  const key = entryPointKey(spec.zone, spec.phase);
  const rules = rulesOf(key);
  const isNamed = (list: string) => `contains(${list}, r.ref) || contains(${list}, r.id)`;
  return {
    [`${key}_replacements`]: expression(dueExpression(spec)),
    [`${key}_replaced`]: expression(
      `[for r in ${rules} : r.ref if !${IS_EXCEPTION} && (${isNamed(`local.${key}_replacements`)})]`,
    ),
    [`${key}_found`]: expression(
      `[for n in ${literal(namesOf(spec))} : n if anytrue([for r in ${rules} : !${IS_EXCEPTION} && (r.ref == n || r.id == n)])]`,
    ),
  };
}

/** Terraform expression: `r` is no rule that an exception takes the place of. */
export function isNotReplaced({ replacements, zone, phase }: EntryPointSpec): string {
  return replacements.length === 0
    ? 'true'
    : `!contains(local.${entryPointKey(zone, phase)}_replaced, r.ref)`;
}

/** Only a skip rule is replaced, and only the one that was looked at. */
export function replacedRulesConditions(spec: EntryPointSpec): readonly TerraformObject[] {
  if (spec.replacements.length === 0) return [];
  const key = entryPointKey(spec.zone, spec.phase);
  const place = entryPointTitle(spec);
  const others = `[for r in local.${key}_live : r.ref if contains(local.${key}_replaced, r.ref) && r.action != "skip"]`;
  const hashes = pinsOf(spec.replacements);
  const pins = literal(hashes);
  const changed = `[for r in ${rulesOf(key)} : r.ref if contains(local.${key}_replaced, r.ref) && !contains(["", ${FINGERPRINT}], lookup(${pins}, r.ref, lookup(${pins}, r.id, "")))]`;
  return [
    {
      condition: expression(`length(${others}) == 0`),
      error_message: `\`replaces\` names rules of ${place} that are not skip rules, so an exception cannot replace them: ${expression(`join(", ", ${others})`)}. Nothing was written. Correct \`replaces\`.`,
    },
    ...(Object.keys(hashes).length === 0
      ? []
      : [
          {
            condition: expression(`length(${changed}) == 0`),
            error_message: `These rules of ${place} have changed since \`replaces\` was written: ${expression(`join(", ", ${changed})`)}. Nothing was written. Run waf import again, and compare.`,
          },
        ]),
  ];
}

/** Says when the prop has done its work, or names a rule that the zone never had. */
export function replacedRulesCheck(
  zone: ZoneReference,
  phases: readonly EntryPointSpec['phase'][],
  replacements: readonly Replacement[],
): TerraformObject {
  if (replacements.length === 0) return {};
  const found = phases.map((phase) => `local.${entryPointKey(zone, phase)}_found`).join(', ');
  const gone = `setsubtract(${literal([...new Set(replacements.map(({ rule }) => rule))].sort())}, concat(${found}))`;
  return {
    check: {
      [`${zoneKey(zone)}_replaces_done`]: {
        assert: [
          {
            condition: expression(`length(${gone}) == 0`),
            error_message: `Zone ${zoneTitle(zone)} has no rule that \`replaces\` names: ${expression(`join(", ", ${gone})`)}. If an exception has taken its place, remove \`replaces\` from the code; otherwise correct it.`,
          },
        ],
      },
    },
  };
}

/** Terraform expression: the names whose exceptions are in this entry point, or live in the other one already. */
function dueExpression(spec: EntryPointSpec): string {
  const { zone, phase, replacements } = spec;
  const isLater = (one: Replacement) => phase === FIRST_WRITTEN && one.phase !== phase;
  const now = replacements.filter((one) => !isLater(one)).map(({ rule }) => rule);
  const later = replacements.filter(isLater);
  if (later.length === 0) return literal(now);
  const live = (one: Replacement) =>
    `contains(local.${entryPointKey(zone, one.phase)}_live[*].ref, "${one.by}")`;
  return `concat(${[literal(now), ...later.map((one) => `${live(one)} ? ${literal([one.rule])} : []`)].join(', ')})`;
}

/** Terraform expression: the rules of the entry point as they were read, with their ids. */
function rulesOf(key: string): string {
  return `flatten([for d in local.${key}_read : coalesce(d.rules, [])])`;
}

/** Terraform expression: what `fingerprint` makes of the rule `r`. */
const FINGERPRINT =
  'sha256(jsonencode([r.action, r.enabled != false, r.expression, try({ for k, v in r.action_parameters : k => try(sort(v), v) if v != null }, {})]))';

function namesOf({ replacements }: EntryPointSpec): readonly string[] {
  return [...new Set(replacements.map(({ rule }) => rule))].sort();
}

function pinsOf(replacements: readonly Replacement[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    replacements.flatMap(({ rule, sha256 }) => (sha256 === undefined ? [] : [[rule, sha256]])),
  );
}

/** Names hold no character that Terraform reads as a template: `parseReplaces` sees to that. */
function literal(value: TerraformJson): string {
  return JSON.stringify(value);
}
