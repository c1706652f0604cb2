/**
 * A deterministic automaton over bytes: what it says of a text is a condition on that text. Its states are made when they
 * are asked for.
 */
export interface Automaton {
  readonly start: number;
  step(state: number, byte: number): number;
  /** Whether a text that ends here is taken. */
  accepts(state: number): boolean;
  /** What is said of every text that goes on from here, where that is certain already. */
  settled(state: number): boolean | undefined;
  /** One flag for each byte: it may lead elsewhere than the byte before it. */
  readonly boundaries: Uint8Array;
}

export const BYTES = 256;

/** Where each of some bytes occurs alone. */
export function boundariesOf(bytes: string): Uint8Array {
  const boundaries = new Uint8Array(BYTES);
  for (const byte of bytes) {
    const code = byte.charCodeAt(0);
    boundaries[code] = 1;
    if (code + 1 < BYTES) boundaries[code + 1] = 1;
  }
  return boundaries;
}

/** The automaton behind a function that changes each byte on its own, such as `lower`. */
export function mapped(automaton: Automaton, map: Uint8Array): Automaton {
  const classes = new Uint16Array(BYTES);
  for (let byte = 1; byte < BYTES; byte++) {
    classes[byte] = (classes[byte - 1] ?? 0) + (automaton.boundaries[byte] ?? 0);
  }
  const boundaries = new Uint8Array(BYTES);
  for (let byte = 1; byte < BYTES; byte++) {
    if (classes[map[byte] ?? 0] !== classes[map[byte - 1] ?? 0]) boundaries[byte] = 1;
  }
  return { ...automaton, step: (state, byte) => automaton.step(state, map[byte] ?? byte), boundaries };
}

/** The automaton that says the opposite. */
export function opposite(automaton: Automaton): Automaton {
  return {
    ...automaton,
    accepts: (state) => !automaton.accepts(state),
    settled: (state) => {
      const settled = automaton.settled(state);
      return settled === undefined ? undefined : !settled;
    },
  };
}

/** Whether a text is taken. */
export function takes(automaton: Automaton, text: string): boolean {
  let state = automaton.start;
  for (let at = 0; at < text.length; at++) state = automaton.step(state, text.charCodeAt(at));
  return automaton.accepts(state);
}
