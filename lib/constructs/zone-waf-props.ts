import { didYouMean, InputError, refuseToken, requireStrings, show } from '../errors';
import { PHASES, requireName, requirePlan } from '../exceptions';
import { ForeignRules } from './foreign-rules';
import { requireId, Zone } from './zone';
import type { ZoneWafProps } from './zone-waf';

/** @throws InputError for any prop of a ZoneWaf that cannot be used. */
export function requireZoneWafProps(props: ZoneWafProps): void {
  requireZone(props.zone);
  requireName('`namespace`', props.namespace);
  for (const retired of requireStrings('retiredNamespaces', props.retiredNamespaces ?? [])) {
    requireName('a retired namespace', retired);
    if (retired === props.namespace) {
      throw new InputError('namespace/retired', {
        message: `\`retiredNamespaces\` holds the namespace itself, got: ${show(retired)}`,
        help: 'list only namespaces that this stack no longer uses',
      });
    }
  }
  if (props.plan !== undefined) requirePlan(props.plan);
  requireForeignRules(props.foreignRules);
  const quota = props.customRuleQuota;
  refuseToken('customRuleQuota', quota);
  if (quota !== undefined && !(Number.isInteger(quota) && quota >= 0)) {
    throw new InputError('plan/quota', {
      message: `\`customRuleQuota\` must be a whole number, got: ${show(quota)}`,
      help: 'leave it out to use the quota of `plan`',
    });
  }
  requireEntryPointIds(props.entryPointIds);
}

function requireZone(zone: unknown): void {
  refuseToken('zone', zone);
  if (Zone.isZone(zone)) return;
  throw new InputError('zone/missing', {
    message: `\`zone\` must say which zone it is, got: ${show(zone)}`,
    help: "write zone: Zone.named('example.com') or Zone.id('...')",
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

function requireEntryPointIds(ids: ZoneWafProps['entryPointIds']): void {
  refuseToken('entryPointIds', ids);
  for (const [phase, id] of Object.entries(ids ?? {})) {
    if (!Object.hasOwn(PHASES, phase)) {
      throw new InputError('entry-point-ids/phase', {
        message: `\`entryPointIds\` names a phase that holds no exceptions, got: ${show(phase)}`,
        help: didYouMean(phase, Object.keys(PHASES)),
      });
    }
    requireId('entryPointIds', id);
  }
}
