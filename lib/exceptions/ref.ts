import { InputError, requireString, show } from '../errors';

/** Start of the `ref` of every rule that this library manages, whatever its namespace. */
export const REF_PREFIX = 'wafx__';

/** Lower-case words joined by single hyphens. Without `_`, no namespace is the beginning of another one's refs. */
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_NAME_LENGTH = 64;

/** Start of the `ref` of every exception of a namespace. */
export function namespacePrefix(namespace: string): string {
  return `${REF_PREFIX}${namespace}__`;
}

/** The stable key of an exception's rule: Cloudflare keeps the rule's id as long as its `ref` stays. */
export function refOf(namespace: string, id: string): string {
  return `${namespacePrefix(namespace)}${id}`;
}

/**
 * @param prop What is named, for the message: `namespace`, or the id of an exception.
 * @throws InputError `name/syntax`
 */
export function requireName(prop: string, name: string): void {
  requireString(prop.replaceAll('`', ''), name);
  if (NAME.test(name) && name.length <= MAX_NAME_LENGTH) return;
  throw new InputError('name/syntax', {
    message: `${prop} must be at most ${MAX_NAME_LENGTH} lower-case letters, digits and single hyphens, got: ${show(name)}`,
    help: `did you mean \`${suggestion(name)}\`?`,
  });
}

function suggestion(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/-+$/, '');
  return words === '' ? 'dashboard' : words;
}
