import { InputError, show } from '../errors';
import type { Exception } from '../exceptions';

/** What the matchers take: a construct, known by its shape, since several copies of CDKTF and of this package may be installed. */
interface Tree {
  readonly node: { readonly findAll: () => readonly object[] };
}

/**
 * The exceptions of a stack, a `ZoneWaf` or a `WafException`: of any construct and everything inside of it.
 *
 * @throws InputError `testing/subject` for anything else
 */
export function exceptionsOf(subject: unknown): readonly Exception[] {
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

function isTree(value: unknown): value is Tree {
  const node = memberOf(value, 'node');
  return typeof memberOf(node, 'findAll') === 'function';
}

function isWafException(construct: object): construct is { readonly exception: Exception } {
  return typeof memberOf(memberOf(memberOf(construct, 'exception'), 'rule'), 'expression') === 'string';
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
