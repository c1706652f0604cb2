import { InputError } from './input-error';
import { show } from './show';

/**
 * How CDKTF writes a value that Terraform will only know later: inside strings, as an element of lists and as a key of
 * maps. In any case of letters, because someone may have changed the case of the text around it.
 */
const UNRESOLVED_TOKEN = /[$#&]\{TfToken\[/i;

/** CDKTF writes such a number as one below this: about -1e289, never a number that anyone means. */
const LARGEST_NUMBER_TOKEN = -1e288;

/**
 * A string that is known now.
 *
 * @param prop The prop that holds it, for the message.
 * @throws InputError `literal/token` for a value that only Terraform will know, `literal/string` for anything else.
 */
export function requireString(prop: string, value: unknown): string {
  refuseToken(prop, value);
  if (typeof value === 'string') return value;
  throw new InputError('literal/string', {
    message: `\`${prop}\` must be a string, got: ${show(value)}`,
    help: `give \`${prop}\` a value`,
  });
}

/** A boolean that is known now; `undefined` gives the default. */
export function requireBoolean(prop: string, value: unknown, defaultValue: boolean): boolean {
  if (value === undefined) return defaultValue;
  refuseToken(prop, value);
  if (typeof value === 'boolean') return value;
  throw new InputError('literal/boolean', {
    message: `\`${prop}\` must be true or false, got: ${show(value)}`,
    help: 'write true or false without quotes',
  });
}

/** A list of strings that is known now. */
export function requireStrings(prop: string, value: unknown): readonly string[] {
  refuseToken(prop, value);
  if (Array.isArray(value)) return value.map((item) => requireString(prop, item));
  throw new InputError('literal/list', {
    message: `\`${prop}\` must be a list of strings, got: ${show(value)}`,
    help: `write ${prop}: ['...']`,
  });
}

/**
 * @param help What to write in its place, where there is more to say than that.
 * @throws InputError `literal/token` for a value, or a list with one, that only Terraform will know.
 */
export function refuseToken(prop: string, value: unknown, help = HELP_FOR_TOKEN): void {
  if (!isToken(value)) return;
  throw new InputError('literal/token', {
    message: `\`${prop}\` must be known when the stack is synthesised, got: a value that only Terraform will know`,
    help,
  });
}

const HELP_FOR_TOKEN =
  'write the value itself: read it from your configuration, not from a TerraformVariable or a resource attribute';

function isToken(value: unknown): boolean {
  if (typeof value === 'string') return UNRESOLVED_TOKEN.test(value);
  if (typeof value === 'number') return value < LARGEST_NUMBER_TOKEN;
  if (Array.isArray(value)) return value.some(isToken);
  return (
    typeof value === 'object' && value !== null && 'resolve' in value && typeof value.resolve === 'function'
  );
}
