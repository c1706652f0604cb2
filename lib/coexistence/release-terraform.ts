import type { ExceptionPhase } from '../exceptions';
import { entryPointTitle } from './entry-point-spec';
import { entryPointIdsExpression, isAnswerComplete, liveRulesLocals } from './live-rules';
import { hiddenReleaseCondition, keptMemory } from './remembered-entry-point';
import { isMine } from './rule-expressions';
import { expression, type TerraformObject } from './terraform-text';
import {
  entryPointKey,
  zoneIdValue,
  zoneKey,
  zoneProvider,
  type ZoneReference,
  zoneTitle,
} from './zone-address';

/** What of an entry point remains to be said when its stack lets go of it. */
export interface ReleaseSpec {
  readonly zone: ZoneReference;
  readonly phase: ExceptionPhase;
  readonly ownPrefixes: readonly string[];
  readonly knownId: string | undefined;
}

/** What the stack did to let go, and what to do first while exceptions are left. */
export interface ReleaseWords {
  /** Where the exceptions are, apart from the zone; may be empty. */
  readonly place: string;
  readonly first: string;
  /** Where nothing is left that could be let go of. */
  readonly ifEmpty: string;
  /** How to let go of an entry point that someone deleted. */
  readonly ifDeleted: string;
}

const RELEASE: ReleaseWords = {
  place: '',
  first: 'First deploy without exceptions and without `release`, then let go.',
  ifEmpty:
    'If the zone really has no rulesets, there is nothing to release: remove the ZoneWaf from the code.',
  ifDeleted: 'deploy once more without `release`, then let go',
};

/** Terraform expression: the list shows something; a zone's list always holds Cloudflare's managed rulesets. */
function isListComplete({ zone, knownId }: ReleaseSpec): string {
  return knownId === undefined ? `length(data.cloudflare_rulesets.${zoneKey(zone)}.rulesets) > 0` : 'true';
}

/**
 * Makes Terraform forget the entry point without touching it, and refuses as long as one of our exceptions is still
 * live: forgotten, it would stay for ever.
 */
export function releaseTerraform(spec: ReleaseSpec, words = RELEASE): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  const left = `[for r in local.${key}_live : r.ref if ${isMine(spec.ownPrefixes)}]`;
  return {
    removed: [{ from: `cloudflare_ruleset.${key}`, lifecycle: { destroy: false } }],
    data: {
      cloudflare_ruleset: {
        [key]: {
          ...zoneProvider(spec.zone),
          for_each: expression(`local.${key}_ids`),
          zone_id: zoneIdValue(spec.zone),
          id: expression('each.value'),
        },
      },
    },
    resource: keptMemory(spec),
    locals: {
      [`${key}_ids`]: expression(entryPointIdsExpression(spec.zone, spec.phase, spec.knownId)),
      ...liveRulesLocals(spec),
    },
    output: {
      [`${key}_guard`]: {
        value: true,
        precondition: [
          {
            condition: expression(`length(local.${key}_ids) > 0 || ${isListComplete(spec)}`),
            error_message: `Cloudflare's list of rulesets came back empty for zone ${zoneTitle(spec.zone)}, so it is not known whether exceptions of this stack are left. Nothing was changed: plan again. ${words.ifEmpty}`,
          },
          hiddenReleaseCondition(spec, words.ifDeleted),
          {
            condition: expression(isAnswerComplete(spec)),
            error_message: `Cloudflare gave no complete answer for ${entryPointTitle(spec)}, so it is not known whether exceptions of this stack are left. Nothing was changed: plan again.`,
          },
          {
            condition: expression(`length(${left}) == 0`),
            error_message: `Zone ${zoneTitle(spec.zone)} still has exceptions of this stack${words.place}: ${expression(`join(", ", ${left})`)}. Nothing was changed. ${words.first}`,
          },
        ],
      },
    },
  };
}
