import type { Range } from '../syntax/ast';
import type { LanguageError } from '../errors/errors';
import { MAX_DEPTH } from '../../cloudflare';
import type { Scheme } from '../catalogue/scheme';
import type { Complaint } from './complaint';
import { strayAt } from './stray';

/** Ends the parse of the part it was thrown in. Never leaves `parse`. */
export class ParseFailure extends Error {
  constructor(
    readonly error: LanguageError,
    /** Nothing is wrong with the structure of the text: what follows the part can be parsed. */
    readonly isLocal: boolean,
  ) {
    super(error.message);
  }
}

/** The text that is parsed, and how far. */
export class Source {
  /** Offset of the next character. */
  at = 0;
  /** Regular expressions so far. */
  regexes = 0;
  readonly errors: LanguageError[] = [];
  private depth = 0;
  /** Where the last white space ended. */
  private whiteEnd = -1;

  constructor(
    readonly text: string,
    readonly scheme: Scheme,
  ) {}

  /** UTF-16 code of the next character; `NaN` at the end. */
  peek(): number {
    return this.text.charCodeAt(this.at);
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Skips blanks and line ends: a tab is no white space between the parts of an expression. */
  skipWhite(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d) break;
      this.at++;
    }
    this.whiteEnd = this.at;
  }

  /** Reads the word if it comes next. */
  take(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  /** Reads what the sticky pattern matches here. */
  takeMatch(pattern: RegExp): string | undefined {
    const start = this.at;
    pattern.lastIndex = start;
    if (!pattern.test(this.text)) return undefined;
    this.at = pattern.lastIndex;
    return this.text.slice(start, this.at);
  }

  rangeFrom(start: number): Range {
    return { start, end: this.at };
  }

  /** Parses something whose errors Cloudflare reports where it starts, whatever is wrong inside. */
  reportingAt<T>(start: number, parse: () => T): T {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
      throw new ParseFailure({ ...error.error, reportedAt: start }, error.isLocal);
    }
  }

  /** Parses something that is inside something else. */
  nested<T>(start: number, parse: () => T): T {
    if (++this.depth > MAX_DEPTH) {
      this.fail(start, start + 1, {
        code: 'expression/depth',
        message: `parentheses, negations and calls nest deeper than ${MAX_DEPTH}`,
        help: 'join conditions of one operator without parentheses',
      });
    }
    const result = parse();
    this.depth--;
    return result;
  }

  /** Depth to go back to after a failure. */
  get mark(): number {
    return this.depth;
  }

  reset(mark: number): void {
    this.depth = mark;
  }

  report(start: number, end: number, complaint: Complaint): void {
    this.errors.push(this.errorAt(start, end, complaint));
  }

  /** The structure of the text is broken: what follows cannot be understood. */
  fail(start: number, end: number, complaint: Complaint): never {
    throw new ParseFailure(this.errorAt(start, end, complaint), false);
  }

  /** Something is wrong with one part; the others can still be looked at. */
  failHere(start: number, end: number, complaint: Complaint): never {
    throw new ParseFailure(this.errorAt(start, end, complaint), true);
  }

  /** An error never reaches beyond the text, although it may be at its end. */
  private errorAt(from: number, to: number, complaint: Complaint): LanguageError {
    const stray = from === this.whiteEnd ? strayAt(this.text, from) : {};
    const { code, message, help, reportedAt } = { ...complaint, ...stray };
    const start = Math.min(from, this.text.length);
    const end = Math.max(start, Math.min(to, this.text.length));
    return {
      code,
      message,
      ...(help === undefined ? {} : { help }),
      range: { start, end },
      ...(reportedAt === undefined || reportedAt === start ? {} : { reportedAt }),
    };
  }
}
