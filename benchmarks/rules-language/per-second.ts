const ROUNDS = 5;
const ROUND_MS = 200;

/** How often a second something runs. The best of some rounds: the others were disturbed. */
export function perSecond(run: () => void): number {
  let batch = 1;
  let best = 0;
  for (let round = 0; round < ROUNDS + 1;) {
    const started = process.hrtime.bigint();
    for (let count = 0; count < batch; count++) run();
    const ms = millisecondsSince(started);
    if (ms < ROUND_MS / 2) batch = Math.ceil(batch * Math.min(10, ROUND_MS / Math.max(ms, 0.01)));
    else {
      // The first round warms up.
      if (round > 0) best = Math.max(best, (batch / ms) * 1000);
      round++;
    }
  }
  return best;
}

/** The same for something that takes long, and longer each time: the best of a few single runs. */
export function perSecondOfFew(run: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = process.hrtime.bigint();
    run();
    return millisecondsSince(started);
  });
  return 1000 / Math.min(...times);
}

/** To three digits. */
export function round(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en');
}

function millisecondsSince(started: bigint): number {
  return Number(process.hrtime.bigint() - started) / 1e6;
}
