import { desiredRulesLocals } from './desired-rules';
import type { EntryPointSpec } from './entry-point-spec';
import { entryPointIdsExpression, liveRulesLocals, readVersionLocal } from './live-rules';
import { droppedRulesLocal, outputConditions } from './output-conditions';
import { readOwn, readOwnLocals } from './own-entry-point';
import { phaseChangeCheck, phaseChangeLocals } from './phase-change';
import { rememberedEntryPoint } from './remembered-entry-point';
import { replacedRulesLocals } from './replaced-rules';
import { resourceConditions, unreadableRulesLocal } from './resource-conditions';
import { skipsNothingLocals } from './skips-nothing';
import { expression, type TerraformObject } from './terraform-text';
import { unwritableRulesCheck, unwritableRulesLocal } from './unwritable-rules';
import { lostUpdateCondition, readAgain, readAgainLocals } from './version-checks';
import { entryPointKey, zoneIdValue, zoneProvider } from './zone-address';

/**
 * Many owners, one entry point. Cloudflare only lets a client write the whole list of a phase, so the plan reads the
 * live list, puts the code-managed exceptions of every namespace first, sorted by `ref`, and every other rule after
 * them, untouched and in its live order. `docs/coexistence.md` explains why each part is as it is; none of them is
 * optional: without any one of them other people's rules can be lost with exit code 0.
 *
 * @returns What is merged into the stack: all but the resource's own arguments.
 */
export function entryPointTerraform(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  return {
    data: dataSources(spec, key),
    resource: rememberedEntryPoint(spec),
    locals: locals(spec, key),
    check: { ...unwritableRulesCheck(spec), ...phaseChangeCheck(spec) },
    import: [
      {
        for_each: expression(`local.${key}_ids`),
        to: `cloudflare_ruleset.${key}["entry_point"]`,
        id: `zones/${zoneIdValue(spec.zone)}/${expression('each.value')}`,
      },
    ],
    output: { [`${key}_guard`]: { value: true, precondition: [...outputConditions(spec)] } },
  };
}

/** Arguments of the `cloudflare_ruleset` resource of an entry point. None of them depends on its exceptions. */
export function entryPointArguments(spec: EntryPointSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  return {
    // Nothing to adopt and nothing to declare: the zone is left alone.
    for_each: expression(
      `length(local.${key}_ids) > 0 || length(local.${key}_ours) > 0 ? toset(["entry_point"]) : toset([])`,
    ),
    rules: expression(`local.${key}_desired`),
    lifecycle: {
      prevent_destroy: true,
      // A literal that is ignored: taken from the live ruleset they could become unknown, and an unknown name means
      // "replace".
      ignore_changes: ['name', 'description'],
      precondition: [...resourceConditions(spec)],
      postcondition: [lostUpdateCondition(spec)],
    },
  };
}

function dataSources(spec: EntryPointSpec, key: string): TerraformObject {
  return {
    cloudflare_ruleset: {
      [key]: {
        ...zoneProvider(spec.zone),
        for_each: expression(`local.${key}_ids`),
        zone_id: zoneIdValue(spec.zone),
        id: expression('each.value'),
      },
      ...readAgain(spec),
      ...readOwn(spec),
    },
  };
}

function locals(spec: EntryPointSpec, key: string): TerraformObject {
  return {
    [`${key}_ids`]: expression(entryPointIdsExpression(spec.zone, spec.phase, spec.knownId)),
    ...liveRulesLocals(spec),
    ...readVersionLocal(spec),
    ...desiredRulesLocals(spec),
    ...readOwnLocals(spec),
    ...phaseChangeLocals(spec),
    ...replacedRulesLocals(spec),
    ...readAgainLocals(spec),
    ...skipsNothingLocals(spec),
    ...droppedRulesLocal(spec),
    ...unreadableRulesLocal(spec),
    ...unwritableRulesLocal(spec),
  };
}
