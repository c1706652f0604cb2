import { ManagedRule } from './managed-rule';

/**
 * Whether a rule acts on the score that the other OWASP rules add up: 949110, also in a copy of the ruleset and in one of
 * another version, where it has another id.
 */
export function actsOnScore(id: string | undefined, title: string | undefined): boolean {
  return id === ManagedRule.OWASP_949110.id || /^\s*949110\b/.test(title ?? '');
}
