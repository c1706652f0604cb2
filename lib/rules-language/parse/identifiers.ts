import { suggestion } from '../../errors';
import { FUNCTIONS } from '../catalogue/functions';
import type { Source } from './source';

/** Characters of a name, by their code. */
const IN_NAME = Uint8Array.from({ length: 128 }, (_, code) => (/\w/.test(String.fromCharCode(code)) ? 1 : 0));
const DOT = 0x2e;
const WORDS = ['not', 'any', 'all', 'true', 'false'];

/** A name with dots between its parts, as long as it goes; empty if none starts here. A dot at its end belongs to it. */
export function readIdentifier(source: Source): string {
  const { text } = source;
  const start = source.at;
  let at = start;
  for (;;) {
    const segment = at;
    while (IN_NAME[text.charCodeAt(at)] === 1) at++;
    if (at === segment) {
      source.at = at;
      return text.slice(start, at);
    }
    if (text.charCodeAt(at) !== DOT) {
      source.at = at;
      return text.slice(start, at);
    }
    at++;
  }
}

/** The name is none of the scheme. */
export function failUnknown(source: Source, name: string, start: number): never {
  const { scheme, text } = source;
  const end = start + name.length;
  if (name.endsWith('.')) {
    source.failHere(start, end, {
      code: 'expression/unknown-field',
      message: `expected the rest of the name behind \`${shown(name)}\``,
      help: suggestion(name.slice(0, -1), scheme.fields.keys()),
      reportedAt: end,
    });
  }
  if (/^\s*\(/.test(text.slice(end, end + 20))) {
    source.failHere(start, end, {
      code: 'expression/unknown-function',
      message: `unknown function \`${shown(name)}\``,
      help: suggestion(name, [...scheme.functions.keys(), ...WORDS]) ?? useOneOf(Object.keys(FUNCTIONS)),
    });
  }
  source.failHere(start, end, {
    code: 'expression/unknown-field',
    message: `unknown identifier \`${shown(name)}\``,
    help: /^0x[0-9A-Fa-f]+$/.test(name)
      ? 'write the number in decimal: in an argument Cloudflare takes this for a name'
      : suggestion(name, [...scheme.fields.keys(), ...scheme.functions.keys(), ...WORDS]),
  });
}

function useOneOf(names: readonly string[]): string {
  return `use one of: ${names.join(', ')}`;
}

function shown(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}...` : name;
}
