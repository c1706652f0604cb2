import { REF_PREFIX } from '../exceptions';
import type { LintedRule } from './subject';

/** Whether the rule is an exception of this library, of whatever namespace. */
export function isManagedByUs({ ref }: LintedRule): boolean {
  return ref?.startsWith(REF_PREFIX) ?? false;
}

/** Whose exception it is, for messages: the namespace in its `ref`. */
export function namespaceOf({ ref = '' }: LintedRule): string | undefined {
  return ref.startsWith(REF_PREFIX) ? ref.slice(REF_PREFIX.length).split('__')[0] : undefined;
}
