import { InputError, requireString, show } from '../../errors';

/**
 * An HTTP method, upper case as requests carry it: one of these, or any other token, such as `PROPFIND`.
 *
 * @example
 * const methods: readonly HttpMethod[] = ['POST', 'PROPFIND'];
 */
export type HttpMethod =
  | 'GET'
  | 'HEAD'
  | 'POST'
  | 'PUT'
  | 'PATCH'
  | 'DELETE'
  | 'OPTIONS'
  // Keeps the names above as completions.
  | (string & Record<never, never>);

/**
 * RFC 9110 "token" without lower-case letters, which would be another method. A name that no client is known to send is
 * a finding of lint.
 */
const TOKEN = /^(?=.*[A-Z])[A-Z0-9!#$%&'*+\-.^_`|~]+$/;

/** @throws InputError `method/syntax` */
export function parseMethod(method: unknown): string {
  const text = requireString('method', method);
  if (TOKEN.test(text)) return text;
  const upper = text.trim().toUpperCase();
  throw new InputError('method/syntax', {
    message: `\`method\` must be an upper-case HTTP method, got: ${show(text)}`,
    help: TOKEN.test(upper)
      ? `did you mean \`${upper}\`?`
      : "write a method such as POST; several are a list: method: ['POST', 'PUT']",
  });
}
