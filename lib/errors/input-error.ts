import { escapeLines } from './show';
import { shortenUncaughtErrors } from './uncaught';

/** What an {@link InputError} says, besides its stable code. */
export interface InputErrorDetails {
  /** What is wrong, naming the prop or option and the value; starts lower-case, no final period. */
  readonly message: string;
  /** What to do about it: starts with a verb or "did you mean". */
  readonly help: string;
  /**
   * Lines that show the wrong place, such as a piece of an expression with carets below it.
   *
   * @default - none
   */
  readonly excerpt?: readonly string[];
  /**
   * The value is in the environment or in a file, and not in code: no line of code is to blame.
   *
   * @default false
   */
  readonly outsideOfCode?: boolean;
}

/**
 * A value that the user gave cannot be used. It is thrown before anything is written. The message names the prop or
 * option and the value, and ends with how to fix it. If it is not caught, Node prints the message and the line of the
 * call, and the stack trace only with `WAF_STACK_TRACE=1` in the environment.
 *
 * @example
 * try {
 *   Zone.fromName('*.example.com');
 * } catch (error) {
 *   if (!(error instanceof InputError)) throw error;
 *   error.code; // 'host/syntax'
 *   error.help; // 'name each host: wildcards are not supported'
 * }
 */
export class InputError extends Error {
  /** How to fix it. */
  readonly help: string;
  /** The message without place, code and help. */
  readonly summary: string;
  /** The value comes from the environment or a file, not from code. */
  readonly outsideOfCode: boolean;
  /** The place of the mistake, if it can be shown. */
  readonly excerpt: readonly string[];

  constructor(
    /** Stable, kebab-case, for instance `path/not-normalised`. */
    readonly code: string,
    details: InputErrorDetails,
    /** Where the value was given: a construct path, a file, an environment variable. */
    readonly place?: string,
  ) {
    // At the one door that all of them pass: whatever a message repeats, it steers no terminal.
    const message = escapeLines(details.message);
    const help = escapeLines(details.help);
    const excerpt = (details.excerpt ?? []).map(escapeLines);
    super(
      [
        `${place === undefined ? '' : `${escapeLines(place)}: `}${message} [${code}]`,
        ...excerpt.map((line) => `    ${line}`),
        `  help: ${help}`,
      ].join('\n'),
    );
    shortenUncaughtErrors();
    this.name = 'InputError';
    this.help = help;
    this.summary = message;
    this.excerpt = excerpt;
    this.outsideOfCode = details.outsideOfCode ?? false;
  }

  /** The same error with the place where the value was given; a place that is already known stays. */
  at(place: string): InputError {
    if (this.place !== undefined) return this;
    return this.copy(place, this.outsideOfCode);
  }

  /** The same error, for a value that does not come from code. */
  fromOutside(): InputError {
    return this.copy(this.place, true);
  }

  private copy(place: string | undefined, outsideOfCode: boolean): InputError {
    const { summary: message, help, excerpt } = this;
    return new InputError(this.code, { message, help, excerpt, outsideOfCode }, place);
  }
}

/** Runs `action` and adds the place to an {@link InputError} that it throws. */
export function withPlace<T>(place: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof InputError ? error.at(place) : error;
  }
}
