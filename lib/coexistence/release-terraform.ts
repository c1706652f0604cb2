import type { Phase } from '../exceptions';
import { entryPointIdsExpression, liveRulesExpression } from './entry-point-terraform';
import { isMine } from './rule-expressions';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey, zoneIdValue, type ZoneReference, zoneTitle } from './zone-address';

/** What of an entry point remains to be said when its stack lets go of it. */
export interface ReleaseSpec {
  readonly zone: ZoneReference;
  readonly phase: Phase;
  readonly ownPrefixes: readonly string[];
  readonly knownId: string | undefined;
}

/**
 * Makes Terraform forget the entry point without touching it, and refuses as long as one of our exceptions is still
 * live: forgotten, it would stay for ever.
 */
export function releaseTerraform(spec: ReleaseSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  const left = `[for r in local.${key}_live : r.ref if ${isMine(spec.ownPrefixes)}]`;
  return {
    removed: [{ from: `cloudflare_ruleset.${key}`, lifecycle: { destroy: false } }],
    data: {
      cloudflare_ruleset: {
        [key]: {
          for_each: expression(`local.${key}_ids`),
          zone_id: zoneIdValue(spec.zone),
          id: expression('each.value'),
        },
      },
    },
    locals: {
      [`${key}_ids`]: expression(entryPointIdsExpression(spec.zone, spec.phase, spec.knownId)),
      [`${key}_live`]: expression(liveRulesExpression(key)),
    },
    output: {
      [`${key}_guard`]: {
        value: true,
        precondition: [
          {
            condition: expression(`length(${left}) == 0`),
            error_message: `Zone ${zoneTitle(spec.zone)} still has exceptions of this stack: ${expression(`join(", ", ${left})`)}. Nothing was changed. First deploy without exceptions and without \`release\`, then let go.`,
          },
        ],
      },
    },
  };
}
