import type { InnerExpression, Problem } from '../cloudflare/rule';

/** A rule as a file or an API has it. */
export interface Rule {
  /** Given by Cloudflare; absent before that. */
  readonly id?: string | undefined;
  readonly expression: string;
  /** @default - a bare expression: it is judged as that of an exception */
  readonly action?: string | undefined;
  /** `action_parameters`. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** `ratelimit`. */
  readonly rateLimit?: Readonly<Record<string, unknown>> | undefined;
  readonly ref?: string | undefined;
  readonly description?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** `logging.enabled` */
  readonly logging?: boolean | undefined;
  /**
   * What decides about requests and only the apply of a plan shows, such as `action_parameters.phases`. An expression that
   * is not known is empty.
   *
   * @default - nothing
   */
  readonly unknown?: readonly string[] | undefined;
  /** Its other expressions: what a rate limit counts, the target of a redirect. Each with its path in the file. */
  readonly inner?: readonly InnerExpression[] | undefined;
  /** Where the file holds it, such as `result.rules[2]`. */
  readonly path?: string | undefined;
  /** What is wrong with it, but for its expression; each with its path in the file. */
  readonly problems?: readonly Problem[] | undefined;
  /** Ids of the findings that its author stands by; only a stack of this library has them. */
  readonly accepted?: readonly string[] | undefined;
}
