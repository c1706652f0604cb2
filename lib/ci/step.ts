/** What each step of a workflow works with. */
export interface StepContext {
  /** Name of the stack, as `cdktf list` gives it. */
  readonly stack: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The program and the words that start this command line: a step calls other commands of it. */
  readonly waf: readonly [program: string, ...words: string[]];
  /**
   * An earlier step has written the stack as Terraform's JSON.
   *
   * @default false
   */
  readonly isSynthesised?: boolean;
  /** Takes text for the log of the run; it may hold anything that is in a zone. */
  readonly write: (text: string) => void;
}

/** A step: ends without a value, or with an error that fails the job. */
export type Step = (context: StepContext) => Promise<void>;
