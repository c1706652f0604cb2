import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../texts';
import { PATH } from '../uri-conditions';

const NORMALISED: readonly string[] = [PATH, 'http.request.uri', 'http.request.full_uri'];
const UNRESERVED = /[A-Za-z0-9\-._~]/;

export const percentEncodedLiteral = conditionLint(
  'percent-encoded-literal',
  'a percent-encoding that no normalised path holds',
  ({ field, functions }) => NORMALISED.includes(field) && functions.length === 0,
  ({ texts }) =>
    texts.flatMap((literal) => {
      const text = textOf(literal);
      const normal = text.replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) => {
        const character = String.fromCharCode(Number.parseInt(hex, 16));
        return UNRESERVED.test(character) ? character : escape.toUpperCase();
      });
      if (normal === text) return [];
      return [
        {
          message: `${show(text)} can never match: Cloudflare writes it as ${show(normal)}`,
          help: `write ${show(normal)}, or compare the raw path`,
          range: literal.range,
        },
      ];
    }),
);
