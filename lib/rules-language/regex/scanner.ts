import { RegexProblem } from '../regex-problem';

/** The pattern and how far it is read; one character is one byte. */
export class RegexScanner {
  position = 0;
  /** The names of the groups so far. */
  readonly groups = new Set<string>();

  constructor(readonly pattern: string) {}

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

  invalid(message: string, at = this.position): never {
    throw new RegexProblem('invalid', message, at);
  }

  unsupported(message: string, at = this.position): never {
    throw new RegexProblem('unsupported', message, at);
  }
}
