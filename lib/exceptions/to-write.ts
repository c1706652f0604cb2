import { InputError, show } from '../errors';

/**
 * Refuses a text that begins with `TODO`: someone has to write it, and `waf import` marks what a rule does not say.
 *
 * @param what The prop as the message names it.
 * @throws InputError `<prop>/todo`
 */
export function refuseTodo(prop: string, text: unknown, help: string, what = `\`${prop}\``): void {
  if (typeof text !== 'string' || !/^TODO\b/.test(text.trim())) return;
  throw new InputError(`${prop}/todo`, {
    message: `${what} is still to be written, got: ${show(text)}`,
    help,
  });
}
