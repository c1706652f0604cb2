import { listOf, objectOf, type Rule } from '../../rulesets';
import type { CustomResponse } from './decision';

type Parameters = Readonly<Record<string, unknown>>;

export function customResponse(rule: Rule): CustomResponse | undefined {
  const response = objectOf(rule.parameters)['response'];
  if (response === undefined) return undefined;
  const { status_code: status, content_type: type, content } = objectOf(response);
  // A zone file may hold what no answer can have.
  const isStatus = Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 499;
  const isType = typeof type === 'string' && /^[\w.+-]+\/[\w.+-]+(?:; ?[\w.+-]+=[\w.+-]+)*$/.test(type);
  return {
    status: isStatus ? Number(status) : 403,
    contentType: isType ? type : 'text/html',
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
  const overrides = objectOf(objectOf(rule.parameters)['overrides']);
  return {
    ruleset: override(overrides),
    ofCategories: listOf(overrides['categories']).map((entry) => [
      String(objectOf(entry)['category']),
      override(objectOf(entry)),
    ]),
    ofRules: new Map(
      listOf(overrides['rules']).map((entry) => [String(objectOf(entry)['id']), override(objectOf(entry))]),
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
