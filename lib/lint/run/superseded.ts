import type { FindingId } from '../../exceptions';

/** What need not be reported for a rule besides a finding: whoever corrects that has corrected these, or looks again. */
const SUPERSEDED: Readonly<Partial<Record<FindingId, readonly FindingId[]>>> = {
  'always-true': [
    'missing-host',
    'missing-method',
    'missing-path',
    'or-escapes-host',
    'mixed-operators',
    'always-met',
    'redundant-condition',
  ],
  'header-only': ['missing-host', 'missing-method'],
  'missing-path': ['path-section', 'path-escape'],
  'or-escapes-host': ['missing-host'],
  'path-section': ['always-met'],
};

/** The findings about one rule without those that say the same as another one of them. */
export function withoutSuperseded<T>(found: readonly T[], idOf: (one: T) => FindingId): readonly T[] {
  const hidden = new Set(found.flatMap((one) => SUPERSEDED[idOf(one)] ?? []));
  return hidden.size === 0 ? found : found.filter((one) => !hidden.has(idOf(one)));
}
