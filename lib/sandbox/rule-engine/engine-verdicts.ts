import type { EngineMatch, EngineRequest, EngineSetup, RuleEngine } from './rule-engine';

/**
 * What the engine says of one request. The rules of a zone are walked without waiting: an answer that is not there yet is
 * wanted, and the walk is repeated with it.
 */
export class EngineVerdicts {
  private readonly known = new Map<string, readonly EngineMatch[]>();
  private readonly wanted = new Map<string, EngineSetup>();

  constructor(
    private readonly engine: RuleEngine,
    private readonly request: EngineRequest,
  ) {}

  /** The rules that match under this setup; none as long as the engine was not asked. */
  matches(setup: EngineSetup): readonly EngineMatch[] {
    const key = JSON.stringify(setup);
    const known = this.known.get(key);
    if (known === undefined) this.wanted.set(key, setup);
    return known ?? [];
  }

  /** Asks the engine for what was wanted; false if nothing was. */
  async ask(): Promise<boolean> {
    const setups = [...this.wanted];
    this.wanted.clear();
    for (const [key, setup] of setups) this.known.set(key, await this.engine.inspect(this.request, setup));
    return setups.length > 0;
  }
}
