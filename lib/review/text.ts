import { escapeControls } from '../errors';

/** A piece of a sentence that came from outside: each format writes it so that it stays mere text. */
export interface Quoted {
  readonly quoted: string;
  /** It is code: plain text keeps its backticks. */
  readonly isCode?: true;
}

/** A sentence: our own words, and quoted pieces of others. */
export type Text = readonly (string | Quoted)[];

/** Writes a sentence: what is in `${}` is quoted, unless it is a {@link Text} itself. */
export function text(words: TemplateStringsArray, ...pieces: readonly (string | number | Text)[]): Text {
  return words.flatMap((word, index): Text => {
    const piece = pieces[index];
    const own = word === '' ? [] : [word];
    if (piece === undefined) return own;
    if (Array.isArray(piece)) return [...own, ...(piece as Text)];
    return [...own, typeof piece === 'number' ? grouped(piece) : { quoted: piece as string }];
  });
}

/** Our own words, known to hold nothing from outside. */
export function own(words: string): Text {
  return words === '' ? [] : [words];
}

/** The sentence as plain text, for JSON and terminals. */
export function plain(sentence: Text): string {
  return sentence
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const safe = escapeControls(piece.quoted);
      return piece.isCode === true ? `\`${safe}\`` : safe;
    })
    .join('');
}

/** The sentence as Markdown: each quoted piece is a code span, cut at so many characters. */
export function markdown(sentence: Text, characters = Infinity): string {
  return sentence
    .map((piece) => (typeof piece === 'string' ? piece : codeSpan(piece.quoted, characters)))
    .join('');
}

/**
 * Text of others as code: nothing in a code span is markup, a link, a mention or HTML. The fence is longer than any
 * run of backticks inside, so nothing ends it early.
 */
function codeSpan(quoted: string, characters: number): string {
  if (quoted.trim() === '') return quoted === '' ? '(empty)' : '(blank)';
  const cut = quoted.length > characters ? `${quoted.slice(0, characters)}...` : quoted;
  const safe = escapeControls(cut);
  const runs = safe.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1);
  const pad =
    safe.startsWith('`') || safe.endsWith('`') || (safe.startsWith(' ') && safe.endsWith(' ')) ? ' ' : '';
  return `${fence}${pad}${safe}${pad}${fence}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly Text[], last = 'and'): Text {
  return items.flatMap((item, index) => {
    if (index === 0) return item;
    return [index === items.length - 1 ? ` ${last} ` : ', ', ...item];
  });
}

/** The sentence with its first letter in upper case, where that is ours. */
export function capital(sentence: Text): Text {
  const [first, ...others] = sentence;
  return typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...others] : sentence;
}

/** `1 rule`, `1,200 rules`. */
export function counted(count: number | bigint, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${BigInt(count) === 1n ? noun : plural}`;
}

/** A whole number with a comma for each thousand. */
export function grouped(count: number | bigint): string {
  return count.toString().replace(/\B(?=(?:\d{3})+$)/g, ',');
}
