import { didYouMean } from './did-you-mean';
import { InputError } from './input-error';
import { show } from './show';

/**
 * Refuses keys that nothing reads. TypeScript lets them pass in a spread, and a misspelt `from` would open an
 * exception to everybody.
 *
 * @param prop What the object is, for the message.
 * @param known Every key that it may have, so that the compiler holds the list against the type.
 * @throws InputError `props/unknown`
 */
export function requireKnownKeys<T extends object>(
  prop: string,
  value: object,
  known: Record<keyof T, true>,
): void {
  const names = Object.keys(known);
  const unknown = Object.keys(value).find((key) => !names.includes(key));
  if (unknown !== undefined) {
    throw new InputError('props/unknown', {
      message: `\`${prop}\` has no prop of this name, got: ${show(unknown)}`,
      help: didYouMean(unknown, names),
    });
  }
}
