import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';

const FIELDS: readonly string[] = ['ip.src.country', 'ip.geoip.country'];
/** Names that people know, and the codes of ISO 3166-1 for them. */
const MISTAKEN: ReadonlyMap<string, string> = new Map([
  ['UK', 'GB'],
  ['EL', 'GR'],
  ['USA', 'US'],
]);

export const countryCode = conditionLint(
  'country-code',
  'warning',
  'a country code that no request has',
  ({ field, functions, operator }) =>
    FIELDS.includes(field) &&
    functions.length === 0 &&
    (operator === 'eq' || operator === 'ne' || operator === 'in'),
  ({ texts }) =>
    texts.flatMap((literal) => {
      const text = textOf(literal);
      const upper = text.trim().toUpperCase();
      const code = MISTAKEN.get(upper) ?? upper;
      // `T1` is Tor. Empty is a country that Cloudflare does not know.
      if (text === '' || (code === text && /^[A-Z][A-Z1]$/.test(text))) return [];
      return [
        {
          message: `a country is two capital letters of ISO 3166-1, and ${show(text)} is none`,
          help: /^[A-Z]{2}$/.test(code) ? `write ${show(code)}` : 'write the code, such as `AT`',
          range: literal.range,
        },
      ];
    }),
);
