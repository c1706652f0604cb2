import type { InlineSet, ListName, SetItem } from '../syntax/ast';
import type { PrimitiveType } from '../catalogue/types';
import { failAddress, parseAddressItem } from './addresses';
import { failInteger, parseIntegerItem } from './integers';
import { ParseFailure, type Source } from './source';
import { parseBytes } from './strings';
import { failString } from './unquoted';

/** Most errors that are reported for one text. */
export const MAX_ERRORS = 20;
/** Where a set item that cannot be read ends. */
const ITEM_END = /[\s},]/g;

/** What follows `in`: a set of values of one type, or a list. */
export function parseSetOrList(source: Source, type: PrimitiveType): InlineSet | ListName {
  if (source.peek() === 0x24) return parseList(source);
  if (source.peek() === 0x7b) return parseSet(source, type);
  return failNoSet(source);
}

function parseSet(source: Source, type: PrimitiveType): InlineSet {
  const start = source.at++;
  const items: SetItem[] = [];
  let isCommaReported = false;
  for (;;) {
    source.skipWhite();
    if (source.take('}')) return { kind: 'set', items, range: source.rangeFrom(start) };
    if (source.atEnd()) {
      source.fail(source.at, source.at, {
        code: 'expression/unclosed-set',
        message: 'expected `}` at the end of the set',
        help: 'close the set with `}`',
      });
    }
    if (source.peek() === 0x2c) {
      if (!isCommaReported) reportComma(source);
      isCommaReported = true;
      source.at++;
      continue;
    }
    const item = parseItemOrReport(source, type);
    if (item !== undefined) items.push(item);
  }
}

/** One item. One that is wrong is reported, and the next ones are still read. */
function parseItemOrReport(source: Source, type: PrimitiveType): SetItem | undefined {
  const start = source.at;
  try {
    return parseItem(source, type);
  } catch (error) {
    if (!(error instanceof ParseFailure) || !error.isLocal || source.errors.length >= MAX_ERRORS) throw error;
    source.errors.push(error.error);
    ITEM_END.lastIndex = Math.max(error.error.range.end, start + 1);
    source.at = ITEM_END.exec(source.text)?.index ?? source.text.length;
    return undefined;
  }
}

function parseItem(source: Source, type: PrimitiveType): SetItem {
  switch (type) {
    case 'Bytes':
      return parseBytes(source) ?? failString(source);
    case 'Int':
      return parseIntegerItem(source) ?? failInteger(source);
    default:
      return parseAddressItem(source) ?? failAddress(source);
  }
}

function reportComma(source: Source): void {
  source.report(source.at, source.at + 1, {
    code: 'expression/comma-in-set',
    message: 'the items of a set are separated by blanks, not by commas',
    help: 'remove the commas',
  });
}

function failNoSet(source: Source): never {
  const { text, at } = source;
  const item = /(?:[0-9A-Fa-f:.]+\/\d+|"[^"\\]*"|[0-9A-Fa-f:.]+)/y;
  item.lastIndex = at;
  const word = item.exec(text)?.[0];
  source.failHere(at, at + (word?.length ?? 1), {
    code: 'expression/expected-set',
    message: 'expected a set, `{...}`, or a list, `$name`',
    help:
      word !== undefined && word.length < 80
        ? `write \`in {${word}}\``
        : 'write the items in braces, separated by blanks: `in {... ...}`',
  });
}

function parseList(source: Source): ListName {
  const start = source.at++;
  // More than a name may hold, so that the error names the character that it may not.
  const word = source.takeMatch(/[A-Za-z0-9_.-]*/y) ?? '';
  const name = /^[a-z0-9_.]*/.exec(word)?.[0] ?? '';
  const wrong = name === word ? word.search(/^\.|\.$/) : name.length;
  if (word === '' || wrong !== -1) {
    const at = start + 1 + Math.max(0, wrong);
    source.failHere(at, at + 1, {
      code: 'expression/list-name',
      message: `the name of a list holds \`a\` to \`z\`, \`0\` to \`9\`, \`_\` and \`.\` between them, got: \`$${word.slice(0, 60)}\``,
      reportedAt: /^\.|\.$/.test(name) ? start + 1 : at,
      help: /[A-Z]/.test(word) ? `did you mean \`$${word.slice(0, 60).toLowerCase()}\`?` : undefined,
    });
  }
  return { kind: 'list', name: word, range: source.rangeFrom(start) };
}
