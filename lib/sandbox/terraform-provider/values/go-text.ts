import { unicodePattern } from '../../../errors';
import { isList, isObject, UNKNOWN, type Value } from './value';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

const escaped = unicodePattern(String.raw`["\\]|[^ \p{L}\p{M}\p{N}\p{P}\p{S}]`, 'gu');

/** A text in quotes, as Go's `%q` writes it: everything that does not print is escaped. */
export function goQuote(text: string): string {
  return `"${text.replace(escaped(), escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  const short = ESCAPES[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x80) return `\\x${hex.padStart(2, '0')}`;
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

/** A number as Go writes a `big.Float`: with an exponent below 1e-04 and from 1e+06 on. */
export function goFloat(value: number): string {
  const [mantissa = '', power = ''] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** A value as Terraform's plug-in framework writes it: `{"asn":<null>,"ip":"192.0.2.1"}`. */
export function frameworkText(value: Value): string {
  if (value === null) return '<null>';
  if (value === UNKNOWN) return '<unknown>';
  if (typeof value === 'string') return goQuote(value);
  if (isList(value)) return `[${value.map(frameworkText).join(',')}]`;
  if (!isObject(value)) return (value as number | bigint | boolean).toString();
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${goQuote(name)}:${frameworkText(value[name] ?? null)}`).join(',')}}`;
}
