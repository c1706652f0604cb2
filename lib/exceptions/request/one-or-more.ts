import { InputError, refuseToken, show } from '../../errors';

/**
 * One value, or several of which any will do.
 *
 * @example
 * const one: OneOrMore<string> = 'app.example.com';
 * const several: OneOrMore<string> = ['app.example.com', 'www.example.com'];
 */
export type OneOrMore<T> = T | readonly T[];

/**
 * The values of a prop that takes one or several, each read by `read`.
 *
 * @param prop The prop, for the message.
 * @param textOf What distinguishes two values.
 * @throws InputError `<prop>/empty` or `<prop>/duplicate`, and whatever `read` throws
 */
export function readOneOrMore<T>(
  prop: string,
  given: unknown,
  read: (value: unknown) => T,
  textOf: (value: T) => string,
): readonly [T, ...T[]] {
  refuseToken(prop, given);
  const [first, ...others] = (Array.isArray(given) ? given : [given]).map(read);
  if (first === undefined) {
    throw new InputError(`${prop}/empty`, {
      message: `\`${prop}\` must name at least one value, got: an empty list`,
      help: `name each ${prop} that needs the exception`,
    });
  }
  const seen = new Set<string>();
  for (const value of [first, ...others]) {
    const text = textOf(value);
    if (seen.has(text)) {
      throw new InputError(`${prop}/duplicate`, {
        message: `\`${prop}\` names the same value twice, got: ${show(text)}`,
        help: 'remove one of them',
      });
    }
    seen.add(text);
  }
  return [first, ...others];
}
