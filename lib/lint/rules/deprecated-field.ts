import type { Field } from '../../rules-language';
import { CLOUDFLARE_SCHEME } from '../../rules-language/catalogue/scheme';
import { type Edit, type Found, ruleLint } from '../rule';

export const deprecatedField = ruleLint(
  'deprecated-field',
  'info',
  'a field that Cloudflare has replaced',
  ({ parts }) => {
    const found: Found[] = [];
    for (const node of parts) {
      if (node.kind !== 'field') continue;
      const replacement = CLOUDFLARE_SCHEME.fields.get(node.name)?.replacedBy;
      if (replacement === undefined) continue;
      found.push({
        message: `\`${node.name}\` is deprecated`,
        help: `use \`${replacement}\``,
        range: node.range,
        fix: nameEdit(node, replacement),
      });
    }
    return found;
  },
);

/** Its keys and indexes stay. */
function nameEdit({ range, name }: Field, replacement: string): readonly Edit[] {
  if (range === undefined) return [];
  return [{ range: { start: range.start, end: range.start + name.length }, text: replacement }];
}
