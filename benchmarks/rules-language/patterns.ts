import Table from 'cli-table3';
import { compileRegex } from '../../lib/rules-language/regex/compile';
import { literalSearch } from '../../lib/rules-language/text/literal-search';
import { perSecond, round } from './per-second';

const PATH = '/admin/tiktok-creator/export-mp4';
/** Like the text of a form: words of common letters, of 100,000 bytes. */
const BODY = words(100_000);
const PARTS: readonly (readonly [title: string, text: string])[] = [
  ['path', PATH],
  ['1 KB', BODY.slice(0, 1000)],
  ['100 KB', BODY],
];
const PATTERNS: readonly (readonly [pattern: string, text: string])[] = [
  ['^/admin/[a-z-]+/export-mp[34]$', PATH],
  ['^/api/v[0-9]+/users/[0-9]+/(?:posts|comments)', '/api/v2/users/12345/comments'],
  ['\\.(?:php|aspx?|jsp)$', '/wp-content/plugins/x/readme.php'],
  ['^[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}$', '123e4567-e89b-12d3-a456-426614174000'],
  ['(?u)^/\\w+/\\w+$', Buffer.from('/größe/straße').toString('latin1')],
  ['(?i)union\\s+select', BODY],
];

/** Nanoseconds of one search, and of compiling one pattern. */
export function patternTables(): readonly Table.Table[] {
  const style = { head: [], border: [] };
  const patterns = new Table({ head: ['pattern', 'bytes of text', 'compile', 'evaluate'], style });
  let matches = 0;
  for (const [pattern, text] of PATTERNS) {
    const regex = compileRegex(pattern);
    const rates = [
      perSecond(() => compileRegex(pattern)),
      perSecond(() => {
        if (regex.test(text)) matches++;
      }),
    ];
    patterns.push([pattern, text.length, ...rates.map(nanoseconds)]);
  }
  const literals = new Table({ head: ['contains', 'in', 'evaluate'], style });
  const search = literalSearch('zzz-end');
  for (const [title, text] of PARTS) {
    literals.push(['zzz-end', title, nanoseconds(perSecond(() => (matches += search(text, 0))))]);
  }
  return [patterns, literals];
}

function nanoseconds(rate: number): string {
  return `${round(1e9 / rate)} ns`;
}

function words(length: number): string {
  const letters = 'etaoinshrdlucmfwypvbgkjqxz';
  let text = '';
  for (let seed = 7; text.length < length;) {
    seed = (seed * 48271) % 2147483647;
    text += seed % 6 === 0 ? ' ' : letters.charAt(Math.min(seed % 26, (seed >> 8) % 26));
  }
  return text;
}
