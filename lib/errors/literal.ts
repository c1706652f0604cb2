import { InputError } from './input-error';
import { show } from './show';

/** How CDKTF writes a value that Terraform will only know later, inside strings and as an element of lists. */
const UNRESOLVED_TOKEN = /[$#]\{TfToken\[/;

/**
 * A string that is known now.
 *
 * @param prop The prop that holds it, for the message.
 * @throws InputError `literal/token` for a value that only Terraform will know, `literal/string` for anything else.
 */
export function requireString(prop: string, value: unknown): string {
  if (typeof value === 'string' && !UNRESOLVED_TOKEN.test(value)) return value;
  if (typeof value === 'string' || isResolvable(value)) throw tokenError(prop);
  throw new InputError('literal/string', {
    message: `\`${prop}\` must be a string, got: ${show(value)}`,
    help: `give \`${prop}\` a value`,
  });
}

/** A boolean that is known now; `undefined` gives the default. */
export function requireBoolean(prop: string, value: unknown, defaultValue: boolean): boolean {
  if (value === undefined) return defaultValue;
  if (typeof value === 'boolean') return value;
  if (isResolvable(value)) throw tokenError(prop);
  throw new InputError('literal/boolean', {
    message: `\`${prop}\` must be true or false, got: ${show(value)}`,
    help: 'write true or false without quotes',
  });
}

/** A list of strings that is known now. */
export function requireStrings(prop: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((item) => requireString(prop, item));
  if (isResolvable(value)) throw tokenError(prop);
  throw new InputError('literal/list', {
    message: `\`${prop}\` must be a list of strings, got: ${show(value)}`,
    help: `write ${prop}: ['...']`,
  });
}

function isResolvable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'resolve' in value;
}

function tokenError(prop: string): InputError {
  return new InputError('literal/token', {
    message: `\`${prop}\` must be known when the stack is synthesised, got: a value that only Terraform will know`,
    help: 'write the value itself: read it from your configuration, not from a TerraformVariable or a resource attribute',
  });
}
