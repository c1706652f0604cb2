import { InputError, readJson, show } from '../../errors';
import { CLOUDFLARE_SCHEME, type Type } from '../../rules-language';
import { type FieldInputs, readFields } from '../evaluate/read-field';

/** `name=value`; the value may hold anything. */
const NAMED = /^\s*([^=\s]+)\s*=([^]*)$/;

/** Types whose values are texts, which need no quotes. */
const TEXTS: readonly Type[] = ['Bytes', 'Ip'];

/**
 * Values of fields as `--field name=value` gives them: JSON, or the bare text where the field is one.
 *
 * @throws InputError `request/field`, `context/field-type`
 */
export function givenFields(texts: readonly string[]): FieldInputs {
  const values = texts.map((text): [string, unknown] => {
    const [, name, value] = NAMED.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new InputError('request/field', {
        message: `\`--field\` must be a name, \`=\` and a value, got: ${show(text)}`,
        help: "write --field ip.src.country=DE, or --field 'cf.bot_management.score=30'",
      });
    }
    return [name, valueOf(name, value.trim(), text)];
  });
  return readFields(Object.fromEntries(values));
}

function valueOf(name: string, value: string, text: string): unknown {
  const type = CLOUDFLARE_SCHEME.fields.get(name)?.type;
  const isBare = type === undefined || (TEXTS.includes(type) && !/^["[]/.test(value));
  if (isBare) return value;
  try {
    return readJson(value);
  } catch {
    throw new InputError('request/field', {
      message: `the value of \`--field\` must be JSON, got: ${show(text)}`,
      help: `write --field '${name}=…' with a number, true, false, an array or an object`,
    });
  }
}

/**
 * Contents of lists as `--list name=item,item` gives them; a name that is given twice has the items of both.
 *
 * @throws InputError `request/list`
 */
export function givenLists(texts: readonly string[]): Readonly<Record<string, readonly (string | number)[]>> {
  const lists = new Map<string, readonly (string | number)[]>();
  for (const text of texts) {
    const [, name, items] = /^\$?([a-z0-9_.]+)=([^]*)$/.exec(text) ?? [];
    if (name === undefined || items === undefined) {
      throw new InputError('request/list', {
        message: `\`--list\` must be the name of a list, \`=\` and its items, got: ${show(text)}`,
        help: 'write --list office=203.0.113.0/24,198.51.100.7',
      });
    }
    const read = items
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map((item) => (/^\d+$/.test(item) ? Number(item) : item));
    lists.set(name, [...(lists.get(name) ?? []), ...read]);
  }
  return Object.fromEntries(lists);
}
