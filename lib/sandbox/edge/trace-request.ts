import { CUSTOM_PHASE, MANAGED_PHASE } from '../../cloudflare';
import type { ExecutionContext } from '../../rules-language/context/execution-context';
import { objectOf, type Rule } from '../../rulesets';
import { type Step, walk } from '../../trace';
import {
  type CloudflareApi,
  entryPointOf,
  managedRuleset,
  type RequestTracer,
  type Ruleset,
  rulesetsOf,
  type Scope,
  type State,
  type TracedRequest,
  type TraceStep,
} from '../cloudflare-api';
import { customResponse } from './action-parameters';
import type { ClientRequest } from './client-request';
import { contextOf } from './execution-context';
import { type Matcher, newMatcher } from './match';
import { newRayId } from './ray-id';

/** Traces requests with the rules that an API holds, by its clock. */
export function newRequestTracer(api: () => Pick<CloudflareApi, 'state' | 'now'>): RequestTracer {
  // What cannot be decided is reported when a request meets it, at the edge.
  const matcher = newMatcher(() => undefined);
  return (zone, traced) => {
    const { state } = api();
    const context = contextOf(clientOf(traced), zone, state, { rayId: newRayId(), startedAt: api().now() });
    const account: Scope = { level: 'accounts', id: zone.accountId };
    const scopes: readonly Scope[] = [account, { level: 'zones', id: zone.id }];
    const skipping = new Set<Scope>();
    const trace: TraceStep[] = [];
    for (const phase of [CUSTOM_PHASE, MANAGED_PHASE] as const) {
      for (const scope of scopes) {
        const entryPoint = entryPointOf(state, scope, phase)?.current;
        const isSkipped = phase === MANAGED_PHASE && (skipping.has(account) || skipping.has(scope));
        if (entryPoint === undefined || isSkipped) continue;
        const steps = stepsOf(phase, entryPoint, customRulesetOf(state, scope), context, matcher);
        trace.push(rulesetStep(entryPoint, steps, customRulesetOf(state, scope)));
        if (steps.some(skipsManagedPhase)) skipping.add(scope);
        const end = steps.find(({ effect }) => effect?.kind === 'ends');
        if (end !== undefined) return { trace, statusCode: customResponse(end.rule)?.status ?? 403 };
      }
    }
    return { trace, statusCode: 200 };
  };
}

type RulesetById = (id: string) => Ruleset | undefined;

function customRulesetOf(state: State, scope: Scope): RulesetById {
  return (id) => rulesetsOf(state, scope).find(({ current }) => current.id === id)?.current;
}

/** Every rule of an entry point and of the custom rulesets that it executes, up to the one that ends the request. */
function stepsOf(
  phase: typeof CUSTOM_PHASE | typeof MANAGED_PHASE,
  entryPoint: Ruleset,
  byId: RulesetById,
  context: ExecutionContext,
  matcher: Matcher,
): readonly Step[] {
  const steps: Step[] = [];
  const rulesOf = (ruleset: Ruleset | undefined) => (ruleset === undefined ? [] : matcher.rulesOf(ruleset));
  const surroundings = {
    judgeOf: (rules: readonly Rule[]) => matcher.judgeOf(rules, context),
    customRuleset: (id: string) => rulesOf(byId(id)),
  };
  walk(phase, rulesOf(entryPoint), surroundings, {
    acts: (step) => {
      steps.push(step);
      return step.effect?.kind === 'ends' ? 'stop' : undefined;
    },
    idles: (step) => void steps.push(step),
  });
  return steps;
}

function skipsManagedPhase({ effect }: Step): boolean {
  return effect?.kind === 'skips' && effect.targets.phases.includes(MANAGED_PHASE);
}

/** A ruleset with its rules in it; what an `execute` rule runs is in that rule. */
function rulesetStep(
  ruleset: Ruleset,
  steps: readonly Step[],
  byId: RulesetById,
  entryPointId = ruleset.id,
): TraceStep {
  const trace = steps
    // What is not evaluated is no step.
    .filter(({ outcome }) => outcome === 'matches' || outcome === 'does not match')
    .filter(({ inside }) => (inside.at(-1) ?? entryPointId) === ruleset.id)
    .map((step) => ruleStep(step, steps, byId, entryPointId));
  return {
    step_name: ruleset.id,
    type: 'ruleset',
    matched: trace.some(({ matched }) => matched),
    name: ruleset.name,
    kind: ruleset.kind,
    description: ruleset.description,
    trace,
  };
}

function ruleStep(
  { rule, outcome, effect }: Step,
  steps: readonly Step[],
  byId: RulesetById,
  entryPointId: string,
): TraceStep {
  const executed = effect?.kind === 'executes' ? effect.execution.rulesetId : undefined;
  const custom = executed === undefined ? undefined : byId(executed);
  const managed = executed === undefined ? undefined : managedRuleset(executed)?.ruleset;
  const inner = custom ?? managed;
  const parameters = objectOf(rule.parameters);
  return {
    step_name: rule.id ?? '',
    type: 'rule',
    matched: outcome === 'matches',
    action: rule.action ?? '',
    expression: rule.expression,
    description: rule.description ?? '',
    ...(Object.keys(parameters).length === 0 ? {} : { action_parameters: parameters as never }),
    ...(inner === undefined ? {} : { trace: [rulesetStep(inner, steps, byId, entryPointId)] }),
  };
}

/** A trace has no caller: its address is that of this machine. */
function clientOf({ method, url, headers, body }: TracedRequest): ClientRequest {
  const { host, protocol } = new URL(url);
  const header = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
  const target = /^https?:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '';
  return {
    method,
    target: target.startsWith('/') ? target : `/${target}`,
    headers: [['Host', host], ...headers.filter(([name]) => name.toLowerCase() !== 'host')],
    host,
    userAgent: header('user-agent'),
    contentType: (header('content-type').split(';')[0] ?? '').trim().toLowerCase(),
    ip: '127.0.0.1',
    ssl: protocol === 'https:',
    version: 'HTTP/1.1',
    body,
    hasBody: body.length > 0,
  };
}
