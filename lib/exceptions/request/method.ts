import { didYouMean, InputError, requireString, show } from '../../errors';

/** The methods that an exception can name. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** An HTTP method, upper case as requests carry it. */
export type HttpMethod = (typeof METHODS)[number];

/** @throws InputError `method/unknown` */
export function requireMethod(method: string): void {
  requireString('method', method);
  if ((METHODS as readonly string[]).includes(method)) return;
  throw new InputError('method/unknown', {
    message: `\`method\` must be one upper-case HTTP method, got: ${show(method)}`,
    help: didYouMean(method, METHODS),
  });
}
