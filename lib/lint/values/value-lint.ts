import type { FindingId, Severity } from '../../exceptions';
import { conditionLint, type ConditionLint } from '../rule';
import { isJudged, valueFindings } from './value-findings';
import { mayTell } from './value-ids';

/** A rule for what the values of fields and functions decide, as far as it is reported under this id. */
export function valueLint(
  id: FindingId,
  severity: Severity,
  title: string,
  more?: ConditionLint['check'],
): ConditionLint {
  const concerns: ConditionLint['concerns'] = (shape) => isJudged(shape) && mayTell(id, shape);
  return conditionLint(id, severity, title, concerns, (condition, subject) => {
    const all = valueFindings(condition);
    const found = all.length === 0 ? all : all.filter((finding) => finding.id === id);
    const others = more?.(condition, subject) ?? [];
    return others.length === 0
      ? found
      : [...found, ...others.filter(({ range }) => found.every((one) => one.range !== range))];
  });
}
