import { CUSTOM_PHASE, MANAGED_PHASE } from '../../cloudflare';
import type { ExecutionContext } from '../../rules-language/context/execution-context';
import { entryPointOf, rulesetsOf, type Scope, type State, type Zone } from '../cloudflare-api';
import type { EngineVerdicts } from '../rule-engine';
import { runCustomPhase } from './custom-phase';
import type { Decision, Match } from './decision';
import type { InspectedRequest } from './inspected-request';
import { runManagedPhase } from './managed-phase';
import type { Matcher } from './match';

/**
 * What the rules of a zone and its account say about a request: the custom phase, then the managed one, and in each the
 * account before the zone.
 *
 * @param engine Runs the OWASP ruleset. @default - stand-ins do
 */
export function decide(
  state: State,
  zone: Zone,
  request: InspectedRequest,
  context: ExecutionContext,
  matching: Matcher,
  engine?: EngineVerdicts,
): Decision {
  const account: Scope = { level: 'accounts', id: zone.accountId };
  const scopes: readonly Scope[] = [account, { level: 'zones', id: zone.id }];
  const matches: Match[] = [];
  const skippedPhases = new Map<Scope, readonly string[]>();
  for (const scope of scopes) {
    const entryPoint = entryPointOf(state, scope, CUSTOM_PHASE)?.current;
    if (entryPoint === undefined) continue;
    const customRuleset = (id: string) =>
      rulesetsOf(state, scope).find(({ current }) => current.id === id && current.kind === 'custom')?.current;
    const outcome = runCustomPhase(entryPoint, customRuleset, context, matching);
    matches.push(...outcome.matches);
    if (outcome.stop !== undefined) return { stop: outcome.stop, matches };
    skippedPhases.set(scope, outcome.skippedPhases);
  }
  for (const scope of scopes) {
    // An account's skip reaches its zones; that a zone's skip reaches the account's rules is documented nowhere.
    const skipped = [...(skippedPhases.get(account) ?? []), ...(skippedPhases.get(scope) ?? [])];
    if (skipped.includes(MANAGED_PHASE)) continue;
    const entryPoint = entryPointOf(state, scope, MANAGED_PHASE)?.current;
    // What Cloudflare runs by itself, it runs for a zone.
    const plan = scope === account ? undefined : zone.plan;
    const outcome = runManagedPhase({ entryPoint, plan }, request, context, matching, engine);
    matches.push(...outcome.matches);
    if (outcome.stop !== undefined) return { stop: outcome.stop, matches };
  }
  return { stop: undefined, matches };
}
