import { decodeText } from '../text/bytes';
import { type Alphabet, BYTES, CHARACTERS } from './alphabets';
import { NO_FLAGS, type RegexFlags } from './flags';
import { RegexProblem } from './problem';

/** White space of Unicode, as UTF-8. */
const BLANKS =
  /(?:[\t-\r ]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)+/y;
const COMMENT = /#[^\n]*\n?/y;

/** The pattern and how far it is read; one character of it is one byte. */
export class RegexScanner {
  position = 0;
  /** The flags that hold here. */
  flags: RegexFlags = NO_FLAGS;
  /** How many groups capture, so far. */
  groups = 0;
  /** The names of the groups so far. */
  readonly names = new Set<string>();
  /** The first thing that Rust takes, but that cannot be run here: it counts only if the rest is valid. */
  problem: RegexProblem | undefined;

  constructor(readonly pattern: string) {}

  /** What the pattern takes for one here. */
  get alphabet(): Alphabet {
    return this.flags.u ? CHARACTERS : BYTES;
  }

  /** The next byte, or `''` at the end. */
  peek(ahead = 0): string {
    return this.pattern.charAt(this.position + ahead);
  }

  next(): string {
    return this.pattern.charAt(this.position++);
  }

  atEnd(): boolean {
    return this.position >= this.pattern.length;
  }

  /** Reads this text if it comes next. */
  take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** Reads what a sticky regular expression finds here. */
  takeMatch(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.position;
    const match = sticky.exec(this.pattern);
    if (match !== null) this.position += match[0].length;
    return match ?? undefined;
  }

  /** The rest of the character that begins with a byte which was read already; gives its code point. */
  readCharacter(first: string): number {
    const rest = first <= '\x7f' ? '' : (this.takeMatch(/[\x80-\xbf]+/y)?.[0] ?? '');
    return decodeText(first + rest)?.codePointAt(0) ?? this.invalid('the pattern is not UTF-8');
  }

  /** White space, which some places allow whatever the flags. */
  takeBlanks(): boolean {
    return this.takeMatch(BLANKS) !== undefined;
  }

  /** What means nothing under the flag `x`: white space and comments. */
  skipBlanks(): void {
    while (this.flags.x && (this.takeBlanks() || this.takeMatch(COMMENT) !== undefined));
  }

  invalid(message: string, at = this.position): never {
    throw new RegexProblem('invalid', message, at);
  }

  unsupported(message: string, at = this.position): void {
    this.problem ??= new RegexProblem('unsupported', message, at);
  }
}
