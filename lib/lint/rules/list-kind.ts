import { show } from '../../errors';
import type { ListName, Range, Type } from '../../rules-language';
import { CLOUDFLARE_SCHEME } from '../../rules-language/catalogue/scheme';
import { itemTypeOf } from '../../rules-language/check/type-of';
import { readExpression } from '../../rules-language/parse/read-expression';
import { visit } from '../../rules-language/syntax/visit';
import { documentLint, type FoundInDocument } from '../rule';
import { listsOf } from '../terraform/terraform-lists';

/** The kinds of lists whose items have this type. */
const KINDS_BY_TYPE: Readonly<Partial<Record<Type, readonly string[]>>> = {
  Ip: ['ip'],
  Int: ['asn'],
  Bytes: ['hostname', 'redirect'],
};

export const listKind = documentLint(
  'list-kind',
  'error',
  'a list whose kind does not match the field',
  ({ lists, resources }) => {
    const kinds = new Map<unknown, unknown>(
      listsOf(resources).map(({ values }) => [values['name'], values['kind']]),
    );
    if (kinds.size === 0) return [];
    return lists.flatMap(({ list: { rules } }, where) =>
      rules.flatMap(({ expression }, rule) =>
        usesOf(expression).flatMap(({ name, type, range }): readonly FoundInDocument[] => {
          const kind = kinds.get(name);
          const allowed = KINDS_BY_TYPE[type];
          if (typeof kind !== 'string' || allowed === undefined || allowed.includes(kind)) return [];
          return [
            {
              message: `\`$${name}\` is a list of the kind ${show(kind)}, and the field beside it needs one of the kind ${show(allowed[0])}`,
              help: 'name a list of that kind, or compare another field',
              range,
              where,
              rule,
            },
          ];
        }),
      ),
    );
  },
);

interface Use {
  readonly name: ListName['name'];
  readonly type: Type;
  readonly range: Range | undefined;
}

/** The lists that an expression names, with the types of what is compared. */
function usesOf(text: string): readonly Use[] {
  if (!text.includes('$')) return [];
  const uses: Use[] = [];
  const { expression } = readExpression(text);
  if (expression === undefined) return uses;
  visit(expression, (node) => {
    if (node.kind !== 'comparison' || node.right.kind !== 'list') return;
    uses.push({
      name: node.right.name,
      type: itemTypeOf(node.left, CLOUDFLARE_SCHEME),
      range: node.right.range,
    });
  });
  return uses;
}
