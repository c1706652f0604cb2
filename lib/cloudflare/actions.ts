import {
  CUSTOM_PHASE,
  MANAGED_PHASE,
  type Phase,
  RATE_LIMIT_PHASE,
  REDIRECT_PHASES,
  TRANSFORM_PHASES,
} from './phases';
import type { ZonePlan } from './plans';

/** What is known of an action. */
interface ActionFacts {
  /** The phases whose rules can have it; none where no documentation says so, as for the actions of managed rules. */
  readonly phases?: readonly Phase[];
  /** Further phases, whose rules can have it in rulesets of an account only. */
  readonly accountPhases?: readonly Phase[];
  /** No rule after it sees the request. */
  readonly isTerminating?: true;
  /** Its rules may say whether they leave events: `logging`. */
  readonly mayLog?: true;
  /** The lowest plan that has it. */
  readonly plan?: ZonePlan;
}

const WAF = { phases: [CUSTOM_PHASE, RATE_LIMIT_PHASE], isTerminating: true } as const;

/**
 * Every action that a rule can have.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/actions/
 */
const FACTS = {
  block: WAF,
  challenge: WAF,
  compress_response: { phases: ['http_response_compression'] },
  ddos_dynamic: {},
  execute: { phases: [CUSTOM_PHASE, MANAGED_PHASE], accountPhases: [RATE_LIMIT_PHASE] },
  force_connection_close: {},
  js_challenge: WAF,
  log: { phases: [CUSTOM_PHASE, RATE_LIMIT_PHASE], plan: 'enterprise' },
  log_custom_field: { phases: ['http_log_custom_fields'] },
  managed_challenge: WAF,
  redirect: { phases: REDIRECT_PHASES, isTerminating: true },
  // In the custom phase: a header for what the check for exposed credentials finds.
  rewrite: { phases: TRANSFORM_PHASES, accountPhases: [CUSTOM_PHASE] },
  route: { phases: ['http_request_origin'] },
  score: {},
  serve_error: { phases: ['http_custom_errors'], isTerminating: true },
  set_cache_control: { phases: ['http_response_cache_settings'] },
  set_cache_settings: { phases: ['http_request_cache_settings', 'http_response_cache_settings'] },
  set_cache_tags: { phases: ['http_response_cache_settings'] },
  set_config: { phases: ['http_config_settings'] },
  skip: { phases: [CUSTOM_PHASE, MANAGED_PHASE], mayLog: true },
} as const satisfies Readonly<Record<string, ActionFacts>>;

/** An action of a rule. */
export type Action = keyof typeof FACTS;

type PhaseOf<A extends Action> = (typeof FACTS)[A] extends { readonly phases: readonly (infer P)[] }
  ? P
  : never;

/** An action with which a rule of the WAF ends a request: Cloudflare answers in place of the origin, or asks first. */
export type MitigatingAction = {
  [A in Action]: (typeof FACTS)[A] extends { readonly isTerminating: true }
    ? typeof CUSTOM_PHASE extends PhaseOf<A>
      ? A
      : never
    : never;
}[Action];

/** The facts with the shape that all of them share. */
export const ACTION_FACTS: Readonly<Record<Action, ActionFacts>> = FACTS;

/** The names of all actions, in alphabetical order. */
export const ACTIONS = Object.keys(FACTS) as readonly Action[];

/** Whether there is such an action. */
export function isAction(name: string): name is Action {
  return Object.hasOwn(FACTS, name);
}

/** Whether rules with this action may say whether they leave events: `logging`. */
export function mayLog(action: string): boolean {
  return isAction(action) && ACTION_FACTS[action].mayLog === true;
}

/** Whether a rule of the WAF ends a request with this action. */
export function isMitigating(action: string): action is MitigatingAction {
  if (!isAction(action)) return false;
  const { phases = [], isTerminating } = ACTION_FACTS[action];
  return isTerminating === true && phases.includes(CUSTOM_PHASE);
}

type Level = 'zones' | 'accounts';

/** Made once: lint asks for each rule. */
const BY_PHASE = new Map<Level, ReadonlyMap<string, readonly Action[]>>();

/**
 * The actions that the rules of a phase can have; `undefined` where no documentation says so, as for DDoS rules.
 *
 * @param level Whether a ruleset of a zone or of an account holds them.
 */
export function actionsOf(phase: string, level: Level): readonly Action[] | undefined {
  let found = BY_PHASE.get(level);
  if (found === undefined) BY_PHASE.set(level, (found = byPhase(level)));
  return found.get(phase);
}

function byPhase(level: Level): ReadonlyMap<string, readonly Action[]> {
  const found = new Map<string, readonly Action[]>();
  for (const action of ACTIONS) {
    const { phases = [], accountPhases = [] } = ACTION_FACTS[action];
    for (const phase of [...phases, ...(level === 'accounts' ? accountPhases : [])]) {
      found.set(phase, [...(found.get(phase) ?? []), action]);
    }
  }
  return found;
}
