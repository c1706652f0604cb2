/** Thrown when a question takes more work than it may. */
export class TooLarge extends Error {}

/** How much work is left for one question, so that none takes long. */
export class Budget {
  private left: number;

  constructor(private readonly work: number) {
    this.left = work;
  }

  get spent(): number {
    return this.work - this.left;
  }

  /** Spends without an error; whether that was too much. */
  isOver(work: number): boolean {
    this.left -= work;
    return this.left < 0;
  }

  /** @throws TooLarge */
  spend(work: number): void {
    this.left -= work;
    if (this.left < 0) throw new TooLarge();
  }
}
