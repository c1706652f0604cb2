import { REF_PREFIX } from '../exceptions/ref';
import type { Rule } from './rule';

/** Whether the rule is an exception of this library, of whatever namespace. */
export function isManagedByUs({ ref }: Rule): boolean {
  return ref?.startsWith(REF_PREFIX) ?? false;
}

/** Whose exception it is, for messages: the namespace in its `ref`. */
export function namespaceOf({ ref = '' }: Rule): string | undefined {
  return ref.startsWith(REF_PREFIX) ? ref.slice(REF_PREFIX.length).split('__')[0] : undefined;
}
