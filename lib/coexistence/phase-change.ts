import { CUSTOM_PHASE, MANAGED_PHASE } from '../cloudflare';
import { type ExceptionPhase, REF_PREFIX } from '../exceptions';
import type { EntryPointSpec } from './entry-point-spec';
import { COMPARABLE_RULE, isMine } from './rule-expressions';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey, zoneTitle } from './zone-address';

/**
 * An exception changes its phase when what it skips changes. That takes two writes, and either may fail. The custom
 * entry point is written after the managed one, so what moves from custom to managed is added before it is removed. In
 * the other direction the old rule stays until a plan finds the new one live: the next deploy removes it.
 */

/** The phase whose entry point is written first. */
export const FIRST_WRITTEN: ExceptionPhase = MANAGED_PHASE;

/** Rules of ours, by `ref`, that stay in the entry point although the code has them in the other phase. */
export function keptRules({ zone, phase }: EntryPointSpec): string {
  return phase === FIRST_WRITTEN ? `local.${entryPointKey(zone, phase)}_kept` : '{}';
}

/** The rules that wait for their successors in the other phase. */
export function phaseChangeLocals({ zone, phase, ownPrefixes }: EntryPointSpec): TerraformObject {
  if (phase !== FIRST_WRITTEN) return {};
  const [first, last] = [entryPointKey(zone, FIRST_WRITTEN), entryPointKey(zone, CUSTOM_PHASE)];
  const isMineLive = `r.enabled && ${isMine(ownPrefixes)}`;
  // By id, not by ref: the namespace may change in the same deploy. And in steps, each of which filters: a rule is
  // compared only where something moves.
  return {
    [`${first}_mine`]: expression(`[for r in local.${first}_live : ${ID_OF_RULE} if ${isMineLive}]`),
    [`${last}_moving`]: expression(
      `{ for r in values(local.${last}_ours) : r.ref => r if r.enabled && contains(local.${first}_mine, ${ID_OF_RULE}) }`,
    ),
    [`${last}_arrived`]: expression(
      `[for r in local.${last}_live : jsonencode(${COMPARABLE_RULE}) if contains(keys(local.${last}_moving), r.ref)]`,
    ),
    [`${last}_awaited`]: expression(
      `[for r in values(local.${last}_moving) : ${ID_OF_RULE} if !contains(local.${last}_arrived, jsonencode(${COMPARABLE_RULE}))]`,
    ),
    [`${first}_kept`]: expression(
      `{ for r in local.${first}_live : r.ref => r if ${isMineLive} && contains(local.${last}_awaited, ${ID_OF_RULE}) }`,
    ),
  };
}

/** Warns that a second deploy is needed. */
export function phaseChangeCheck({ zone, phase }: EntryPointSpec): TerraformObject {
  if (phase !== FIRST_WRITTEN) return {};
  const key = entryPointKey(zone, phase);
  const kept = `local.${key}_kept`;
  return {
    [`${key}_second_deploy`]: {
      assert: [
        {
          condition: expression(`length(${kept}) == 0`),
          error_message: `Zone ${zoneTitle(zone)} needs a second deploy, because these exceptions move from ${FIRST_WRITTEN} to ${CUSTOM_PHASE}: ${expression(`join(", ", keys(${kept}))`)}. This one adds the new rules; the old rules stay until the new ones are live, and the next plan removes them.`,
        },
      ],
    },
  };
}

/** Terraform expression: the id of the exception behind the rule `r`. */
const ID_OF_RULE = `replace(r.ref, "/^${REF_PREFIX}[^_]+__/", "")`;
