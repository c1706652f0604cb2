/** Thrown when a question takes more work than it may. */
export class TooLarge extends Error {}

/** How much work is left for one question, so that none takes long. */
export class Budget {
  constructor(private left: number) {}

  /** @throws TooLarge */
  spend(work: number): void {
    this.left -= work;
    if (this.left < 0) throw new TooLarge();
  }
}
