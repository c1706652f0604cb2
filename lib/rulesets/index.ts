export { isManagedByUs, namespaceOf } from './managed-by-us';
export type { PlacedList } from './read/placed-list';
export { readDocument } from './read/read-document';
export type { Rule } from './rule';
export type { RuleList } from './rule-list';
export { executed, rulesById, SKIP_KEYS, type SkipKey, skipKeys, texts } from './skip-parameters';
