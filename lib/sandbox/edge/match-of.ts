import type { Rule as ReadRule } from '../../rulesets';
import type { Rule, Ruleset } from '../cloudflare-api';
import type { Match } from './decision';

/** A rule of a zone or an account that matched, and leaves an event. */
export function ownMatch(
  ruleset: Ruleset,
  source: Match['source'],
  { id = '', ref = '', description = '', action = '' }: ReadRule,
): Match {
  const version = ruleset.rules.find((rule) => rule.id === id)?.version ?? '';
  const metadata = { ruleset_version: ruleset.version, type: 'customer', version };
  return { source, action, rulesetId: ruleset.id, ruleId: id, ref, description, metadata };
}

/** A managed rule that matched, with what an override made of its action. */
export function managedMatch(ruleset: Ruleset, rule: Rule, action: string): Match {
  const { id, ref, version, description } = rule;
  return {
    source: 'firewallManaged',
    action,
    rulesetId: ruleset.id,
    ruleId: id,
    ref,
    description: typeof description === 'string' ? description : '',
    metadata: { ruleset_version: ruleset.version, version },
  };
}
