import { FIRST_DAY_MS } from './clock';
import {
  defineException,
  type DefinedException,
  type WafExceptionProps,
  type RequestMatch,
  Skip,
} from '../../lib';

/** The day on which these tests run, whatever the calendar says. */
export const NOW_MS = FIRST_DAY_MS;

/** A request that nothing is wrong with. */
export const REQUEST: RequestMatch = { host: 'app.example.com', method: 'POST', path: '/export' };

/** An exception that nothing is wrong with, and that is warned about nothing. */
export const PROPS: WafExceptionProps = {
  request: REQUEST,
  skip: Skip.allManagedRules(),
  reason: 'The export form trips the rules',
  owner: 'creator-tools',
  expires: '2027-03-31',
};

/** The exception `export` of the namespace `dashboard`, with these props changed. */
export function define(props: Partial<WafExceptionProps> = {}, nowMs = NOW_MS): DefinedException {
  return defineException('dashboard', 'export', { ...PROPS, ...props }, nowMs);
}

/** The same with these parts of the request changed. */
export function defineRequest(request: Partial<RequestMatch>): DefinedException {
  return define({ request: { ...REQUEST, ...request } });
}
