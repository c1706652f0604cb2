import { jsonText } from '../../errors';
import type { RuleChange } from './rule-changes';

/** One field of a rule that changes, with both values as they are in the plan. */
export interface FieldChange {
  /** As Cloudflare's API spells it, such as `action_parameters.phases`. */
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between the two versions of a rule, field by field. */
export function fieldChanges({ before, after }: RuleChange): readonly FieldChange[] {
  if (before === undefined || after === undefined) return [];
  return differences('', before.content, after.content);
}

function differences(prefix: string, before: unknown, after: unknown): readonly FieldChange[] {
  if (jsonText(before) === jsonText(after)) return [];
  if (!isObject(before) || !isObject(after)) return [{ field: prefix, before, after }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .flatMap((key) => differences(prefix === '' ? key : `${prefix}.${key}`, before[key], after[key]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
