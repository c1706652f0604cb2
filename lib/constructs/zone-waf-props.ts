import type { ZonePlan } from '../cloudflare';
import { didYouMean, InputError, refuseToken, requireKnownKeys, requireStrings, show } from '../errors';
import { type ExceptionPhase, PHASES, requireName, requirePlan } from '../exceptions';
import { ForeignRules } from './foreign-rules';
import { NAME_OF_TOKEN, requireId, Zone } from './zone';

/**
 * How a stack shares one zone's WAF.
 *
 * @example
 * const props: ZoneWafProps = { zone: Zone.fromName('example.com'), namespace: 'dashboard', zonePlan: 'pro' };
 * new ZoneWaf(this, 'waf', props);
 */
export interface ZoneWafProps {
  /** The zone whose WAF the stack shares: `Zone.fromName('example.com')` or `Zone.fromId('...')`. */
  readonly zone: Zone;
  /**
   * The owner of the exceptions: lower-case letters, digits and single hyphens. Give each stack its own namespace. If
   * two states share one, each removes the other's exceptions.
   */
  readonly namespace: string;
  /**
   * Earlier namespaces of this stack. Their exceptions are removed.
   *
   * @default - none
   */
  readonly retiredNamespaces?: readonly string[];
  /**
   * What happens to rules that no code declares.
   *
   * @default ForeignRules.keep()
   */
  readonly foreignRules?: ForeignRules;
  /**
   * The zone's Cloudflare plan, so that synth refuses fields and functions that the plan does not have. The quota of
   * custom rules is that of the zone's actual plan. A smaller plan here lowers it.
   *
   * @default - fields and functions of every plan are accepted; the quota is that of the zone's actual plan
   */
  readonly zonePlan?: ZonePlan;
  /**
   * The maximum number of custom rules in the zone. An Enterprise contract may allow more than the usual 1,000. On
   * other plans, this can only lower the quota.
   *
   * @default - the quota of the zone's actual plan
   */
  readonly customRuleQuota?: number;
  /**
   * Ids of entry points, by phase, that Cloudflare's list of rulesets does not show on its first page: 32 lower-case
   * hex characters each. If the plan misses one, it says so.
   *
   * @default - the entry points are found in the list
   */
  readonly entryPointIds?: Partial<Readonly<Record<ExceptionPhase, string>>>;
  /**
   * The phases whose entry points the stack shares. A phase that is left out is neither imported nor written, so rules
   * in it that the provider cannot write do not matter. A phase cannot be left out while an exception of this stack is
   * live there.
   *
   * @default - both: a deploy adopts each entry point that the zone has
   */
  readonly phases?: readonly ExceptionPhase[];
  /**
   * Lets go of the zone: Terraform forgets its entry points and changes nothing in them. Refused while an exception of
   * this stack is live, so deploy without exceptions first. See `docs/letting-go.md` for the steps.
   *
   * @default false
   */
  readonly release?: boolean;
}

const KEYS: Record<keyof ZoneWafProps, true> = {
  zone: true,
  namespace: true,
  retiredNamespaces: true,
  foreignRules: true,
  zonePlan: true,
  customRuleQuota: true,
  entryPointIds: true,
  phases: true,
  release: true,
};

/** @throws InputError for any prop of a ZoneWaf that cannot be used. */
export function requireZoneWafProps(props: ZoneWafProps): void {
  requireKnownKeys<ZoneWafProps>('the ZoneWaf', props, KEYS);
  requireZone(props.zone);
  requireName('`namespace`', props.namespace);
  for (const retired of requireStrings('retiredNamespaces', props.retiredNamespaces ?? [])) {
    requireName('a retired namespace', retired);
    if (retired === props.namespace) {
      throw new InputError('namespace/retired', {
        message: `\`retiredNamespaces\` contains the namespace itself, got: ${show(retired)}`,
        help: 'list only namespaces that this stack no longer uses',
      });
    }
  }
  if (props.zonePlan !== undefined) requirePlan(props.zonePlan);
  requireForeignRules(props.foreignRules);
  const quota = props.customRuleQuota;
  refuseToken('customRuleQuota', quota);
  if (quota !== undefined && !(Number.isInteger(quota) && quota >= 0)) {
    throw new InputError('zone-plan/quota', {
      message: `\`customRuleQuota\` must be a whole number, got: ${show(quota)}`,
      help: "leave it out to use the quota of the zone's own plan",
    });
  }
  requireEntryPointIds(props.entryPointIds);
  requirePhases(props.phases);
}

function requireZone(zone: unknown): void {
  refuseToken('zone', zone, NAME_OF_TOKEN);
  if (Zone.isZone(zone)) return;
  throw new InputError('zone/missing', {
    message: `\`zone\` must say which zone it is, got: ${show(zone)}`,
    help: "write zone: Zone.fromName('example.com') or Zone.fromId('...')",
  });
}

function requireForeignRules(foreignRules: unknown): void {
  refuseToken('foreignRules', foreignRules);
  if (foreignRules === undefined || ForeignRules.isForeignRules(foreignRules)) return;
  throw new InputError('foreign-rules/kind', {
    message: `\`foreignRules\` must say what happens to rules that no code declares, got: ${show(foreignRules)}`,
    help: 'leave it out, or write ForeignRules.keep()',
  });
}

function requirePhases(phases: unknown): void {
  if (phases === undefined) return;
  const named = requireStrings('phases', phases);
  const unknown = named.find((phase) => !Object.hasOwn(PHASES, phase));
  if (unknown !== undefined) {
    throw new InputError('phases/unknown', {
      message: `\`phases\` names a phase without exceptions, got: ${show(unknown)}`,
      help: didYouMean(unknown, Object.keys(PHASES)),
    });
  }
  if (named.length > 0) return;
  throw new InputError('phases/none', {
    message: '`phases` names no phase, got: `[]`',
    help: 'leave it out to share both entry points; to let go of the zone, write release: true',
  });
}

function requireEntryPointIds(ids: ZoneWafProps['entryPointIds']): void {
  refuseToken('entryPointIds', ids);
  for (const [phase, id] of Object.entries(ids ?? {})) {
    if (!Object.hasOwn(PHASES, phase)) {
      throw new InputError('entry-point-ids/phase', {
        message: `\`entryPointIds\` names a phase without exceptions, got: ${show(phase)}`,
        help: didYouMean(phase, Object.keys(PHASES)),
      });
    }
    requireId('entryPointIds', id);
  }
}
