import type { Rule } from '../cloudflare-api';
import type { CustomResponse } from './decision';

type Parameters = Readonly<Record<string, unknown>>;

/** What a skip rule names. Rules are kept as they were written, so nothing is taken for granted. */
export interface SkipTargets {
  readonly isRulesetCurrent: boolean;
  readonly isPhaseCurrent: boolean;
  readonly phases: readonly string[];
  readonly products: readonly string[];
  readonly rulesets: readonly string[];
  /** Rule ids, of whatever ruleset: they are unique. */
  readonly rules: readonly string[];
}

export function skipTargets(rule: Rule): SkipTargets {
  const parameters = object(rule['action_parameters']);
  return {
    isRulesetCurrent: parameters['ruleset'] === 'current',
    isPhaseCurrent: parameters['phase'] === 'current',
    phases: texts(parameters['phases']),
    products: texts(parameters['products']),
    rulesets: texts(parameters['rulesets']),
    rules: Object.values(object(parameters['rules'])).flatMap(texts),
  };
}

/** A skip rule leaves an event unless it says otherwise. */
export function isLogged(rule: Rule): boolean {
  return object(rule['logging'])['enabled'] !== false;
}

/** The ruleset that an execute rule deploys. */
export function executedId(rule: Rule): string | undefined {
  const id = object(rule['action_parameters'])['id'];
  return typeof id === 'string' ? id : undefined;
}

export function descriptionOf(rule: Rule): string {
  const text = rule['description'];
  return typeof text === 'string' ? text : '';
}

export function customResponse(rule: Rule): CustomResponse | undefined {
  const response = object(rule['action_parameters'])['response'];
  if (response === undefined) return undefined;
  const { status_code: status, content_type: type, content } = object(response);
  return {
    status: typeof status === 'number' ? status : 403,
    contentType: typeof type === 'string' ? type : 'text/html',
    content: typeof content === 'string' ? content : '',
  };
}

/** One entry of `overrides`, or `overrides` itself. */
export interface Override {
  readonly enabled?: boolean;
  readonly action?: string;
  readonly scoreThreshold?: number;
}

/** The overrides of an execute rule. */
export interface Overrides {
  readonly ruleset: Override;
  readonly ofCategories: readonly (readonly [category: string, override: Override])[];
  readonly ofRules: ReadonlyMap<string, Override>;
}

export function overridesOf(rule: Rule): Overrides {
  const overrides = object(object(rule['action_parameters'])['overrides']);
  return {
    ruleset: override(overrides),
    ofCategories: list(overrides['categories']).map((entry) => [
      String(object(entry)['category']),
      override(object(entry)),
    ]),
    ofRules: new Map(
      list(overrides['rules']).map((entry) => [String(object(entry)['id']), override(object(entry))]),
    ),
  };
}

function override({ enabled, action, score_threshold: threshold }: Parameters): Override {
  return {
    ...(typeof enabled === 'boolean' ? { enabled } : {}),
    ...(typeof action === 'string' ? { action } : {}),
    ...(typeof threshold === 'number' ? { scoreThreshold: threshold } : {}),
  };
}

function object(value: unknown): Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parameters) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function texts(value: unknown): readonly string[] {
  return list(value).filter((item) => typeof item === 'string');
}
