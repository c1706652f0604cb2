import { MANAGED_PHASE } from '../cloudflare';
import { DEFAULT_RULESET, phasesToSkip, PLANS_WITHOUT_DEFAULT, rulesetsToSkip } from '../exceptions';
import type { EntryPointSpec } from './entry-point-spec';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey, zoneKey, type ZoneReference, zoneTitle } from './zone-address';
import { planLocal } from './zone-plan';

/** Terraform expression: the overrides of the `execute` rule `r` switch every rule of its ruleset off, and none on again. */
const IS_SWITCHED_OFF = `(try(r.action_parameters.overrides.enabled, null) == false && !anytrue(concat(${['categories', 'rules'].map((key) => `[for o in try(coalesce(r.action_parameters.overrides.${key}, []), []) : o.enabled == true]`).join(', ')})))`;

/** Terraform expression: the id of what the `execute` rule `r` runs. */
const EXECUTED_ID = 'try(coalesce(r.action_parameters.id, ""), "")';

/** The exceptions that would skip nothing, because nothing of what they name runs in the zone. */
export function skipsNothingLocals(spec: EntryPointSpec): TerraformObject {
  return spec.phase === MANAGED_PHASE ? managedLocals(spec) : customLocals(spec);
}

function managedLocals(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  return {
    [`${key}_targets`]: targets(spec, rulesetsToSkip),
    ...executedLocal(spec),
    [`${key}_skips_nothing`]: expression(
      `flatten([for ref, ids in local.${key}_targets : [for id in ids : "\${ref} names \${id}" if !contains(local.${key}_executed, id)]])`,
    ),
  };
}

/** The ids of what the rules of others run in the phase. */
export function executedLocal({ zone, phase }: Pick<EntryPointSpec, 'zone' | 'phase'>): TerraformObject {
  const key = entryPointKey(zone, phase);
  return {
    [`${key}_executed`]: expression(
      `[for r in local.${key}_foreign : ${EXECUTED_ID} if r.action == "execute" && r.enabled != false && trimspace(r.expression) != "false" && !${IS_SWITCHED_OFF}]`,
    ),
  };
}

function customLocals(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  const phases = `[for r in data.cloudflare_rulesets.${zoneKey(spec.zone)}.rulesets : r.phase if r.kind == "zone"]`;
  return {
    [`${key}_targets`]: targets(spec, phasesToSkip),
    [`${key}_managed_runs`]: expression(
      `length(local.${managedKey(spec.zone)}_executed) > 0 || ${mayRunDefault(spec.zone)}`,
    ),
    [`${key}_skips_nothing`]: expression(
      `[for ref, phases in local.${key}_targets : ref if !anytrue([for p in phases : p == "${MANAGED_PHASE}" ? local.${key}_managed_runs : contains(${phases}, p)])]`,
    ),
  };
}

/** Terraform expression: Cloudflare may run a ruleset in the zone by itself. */
function mayRunDefault(zone: ZoneReference): string {
  const about = `[for r in local.${managedKey(zone)}_foreign : ${EXECUTED_ID} if r.action == "execute"]`;
  return `!contains(${JSON.stringify(PLANS_WITHOUT_DEFAULT)}, coalesce(${planLocal(zone)}, "unknown")) && !contains(${about}, "${DEFAULT_RULESET}")`;
}

/** What each exception needs, by `ref`; without those that need nothing, or whose author stands by it. */
function targets(
  { rules, mayBeIdle }: EntryPointSpec,
  needsOf: (rule: EntryPointSpec['rules'][number]) => readonly string[] | undefined,
): TerraformObject {
  return Object.fromEntries(
    rules
      .filter(({ ref }) => !mayBeIdle.includes(ref))
      .map((rule) => [rule.ref, needsOf(rule) ?? []] as const)
      .filter(([, needs]) => needs.length > 0),
  );
}

/** Refuses exceptions that would skip nothing. */
export function skipsNothingConditions({ zone, phase }: EntryPointSpec): readonly TerraformObject[] {
  const found = `local.${entryPointKey(zone, phase)}_skips_nothing`;
  const condition = expression(`length(${found}) == 0`);
  const refs = expression(`join(", ", ${found})`);
  if (phase === MANAGED_PHASE) {
    return [
      {
        condition,
        error_message: `These exceptions would skip nothing, because no enabled execute rule of zone ${zoneTitle(zone)} runs the managed ruleset they name: ${refs}. Nothing was written. Name a ruleset that the zone deploys, or deploy it first. ${ACCEPT}`,
      },
    ];
  }
  return [
    {
      condition,
      error_message: `These exceptions would skip nothing, because, as far as Cloudflare shows, zone ${zoneTitle(zone)} runs no managed rules: ${refs}. Nothing was written. Deploy a managed ruleset in the zone first, or remove the exceptions: what the account runs is not skipped by an exception of a zone. ${ACCEPT}`,
    },
  ];
}

const ACCEPT =
  "If you know that they have an effect, add accept: [{ finding: 'nothing-to-skip', reason: '...' }].";

function managedKey(zone: ZoneReference): string {
  return entryPointKey(zone, MANAGED_PHASE);
}
