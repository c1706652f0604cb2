import type { Finding } from '../../rules-language';
import type { Found } from '../rule';

/** What `check` calls a name that this phase, or this plan, does not have. */
export const AVAILABILITY_CODES: readonly string[] = ['expression/phase', 'expression/plan'];

/** A finding of the language as one of lint; its code stays in the message, for it says more than our id. */
export function toFound({ code, message, help, range }: Finding): Found {
  return { message: `${message} [${code}]`, help: help ?? 'correct the expression', range };
}
