import { suggestion } from '../../errors';
import type { Source } from './source';
import { whereNoBytes } from './strings';

/** Text without quotes, up to where it could end. */
const UNQUOTED = /'[^']*'|[^\s"'{}(),]+/y;
const MAX_SHOWN = 60;

/** No string where one must be. */
export function failString(source: Source): never {
  const { text, at } = source;
  UNQUOTED.lastIndex = at;
  const word = UNQUOTED.exec(text)?.[0];
  source.failHere(at, at + (word?.length ?? (source.atEnd() ? 0 : 1)), {
    code: 'expression/expected-string',
    message: 'expected a string in quotes',
    help: word === undefined || word.length > MAX_SHOWN ? undefined : adviceFor(source, word),
    reportedAt: whereNoBytes(source),
  });
}

function adviceFor(source: Source, word: string): string {
  if (word.startsWith("'")) return `write double quotes: \`"${word.slice(1, -1)}"\``;
  const field = word.split('.').length > 2 ? suggestion(word, source.scheme.fields.keys()) : undefined;
  return field ?? `put it in quotes: \`"${word.replace(/\\/g, '\\\\')}"\``;
}
