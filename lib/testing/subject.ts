import { InputError, show } from '../errors';
import type { DefinedException } from '../exceptions';

/** What the matchers take: a construct, known by its shape, since several copies of CDKTF and of this package may be installed. */
interface Tree {
  readonly node: { readonly findAll: () => readonly object[]; readonly root?: Tree };
}

/**
 * The exceptions of a stack, a `ZoneWaf` or a `WafException`: of any construct and everything inside of it.
 *
 * @throws InputError `testing/subject` for anything else
 */
export function exceptionsOf(subject: unknown): readonly DefinedException[] {
  if (!isTree(subject)) {
    throw new InputError('testing/subject', {
      message: `\`expect\` must get a TerraformStack, a ZoneWaf or a WafException, got: ${show(subject)}`,
      help: 'write expect(stack), with the construct itself and not what it synthesises to',
    });
  }
  return subject.node
    .findAll()
    .filter(isWafException)
    .map(({ exception }) => exception);
}

/**
 * Items of the `IpList`s that the app makes, by name: another stack may own the list. Of lists of two accounts with one
 * name it is not known which one is meant.
 */
export function listsOf(subject: unknown): Readonly<Record<string, readonly string[]>> {
  const { root } = isTree(subject) ? subject.node : {};
  const lists = isTree(root) ? root.node.findAll().flatMap(listOf) : [];
  const isOnlyOne = (name: string) => lists.filter((one) => one.name === name).length === 1;
  return Object.fromEntries(
    lists.filter(({ name }) => isOnlyOne(name)).map(({ name, items }) => [name, items]),
  );
}

interface NamedItems {
  readonly name: string;
  readonly items: readonly string[];
}

/** What an `IpList` gives to its Terraform resource; nothing for any other construct. */
function listOf(construct: object): readonly NamedItems[] {
  const name = memberOf(construct, 'listName');
  const items = memberOf(memberOf(construct, 'resource'), 'itemsInput');
  if (typeof name !== 'string' || !Array.isArray(items)) return [];
  const addresses = items.map((item) => memberOf(item, 'ip'));
  return addresses.every((address) => typeof address === 'string') ? [{ name, items: addresses }] : [];
}

function isTree(value: unknown): value is Tree {
  const node = memberOf(value, 'node');
  return typeof memberOf(node, 'findAll') === 'function';
}

function isWafException(construct: object): construct is { readonly exception: DefinedException } {
  return typeof memberOf(memberOf(memberOf(construct, 'exception'), 'rule'), 'expression') === 'string';
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
