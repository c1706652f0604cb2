import { isImpossible, representatives, type TextLiteral } from '../../rules-language/compare/find-text';
import type { Automaton } from '../../rules-language/text/automaton';

/** What a condition on a whole URL is limited by. Of one that is too intricate to tell, by both. */
export interface UrlLimits {
  readonly host: boolean;
  readonly path: boolean;
}

/** The hosts and paths that a condition is tried with. */
export interface UrlParts {
  readonly hosts: readonly Automaton[];
  readonly paths: readonly Automaton[];
  /** What may stand before the host. */
  readonly before: readonly string[];
  /** What stands between the host and the path. */
  readonly between: string;
  /** A path that nearly every condition refuses, so that few need the proof. */
  readonly oddPath: string;
}

/** Most states that a question follows. */
const MAX_STATES = 2000;
/** Most states after a host that are followed side by side. */
const MAX_HOSTS = 40;
const BOTH: UrlLimits = { host: true, path: true };

/**
 * What the whole URLs that an automaton takes are limited by. They are not limited by the path if there is a host of which it
 * takes every path, and not by the host if there is a path that it takes on every host.
 */
export function urlLimits(met: Automaton, parts: UrlParts): UrlLimits {
  let { host, path } = BOTH;
  for (const before of parts.before) {
    const start = run(met, before, met.start);
    const hosts = endsOf(met, start, parts.hosts);
    if (hosts === undefined) return BOTH;
    const ends = unique(hosts.map((host) => run(met, parts.between, host)));
    path &&= !ends.some((end) => takesEveryPath(met, end, parts));
    host &&= !shareAPath(met, ends);
  }
  return { host, path };
}

function takesEveryPath(met: Automaton, start: number, { paths, oddPath }: UrlParts): boolean {
  if (!met.accepts(run(met, oddPath, start))) return false;
  const refused: TextLiteral = { automaton: { ...met, start }, holds: false };
  return isImpossible([refused, ...paths.map((automaton) => ({ automaton, holds: true }))]);
}

/** Where an automaton is after each of some texts; `undefined` if there are too many places. */
function endsOf(met: Automaton, start: number, texts: readonly Automaton[]): readonly number[] | undefined {
  const all = [met, ...texts];
  const bytes = bytesFor(all);
  const ends = new Set<number>();
  const seen = new Set<string>();
  const waiting = [[start, ...texts.map((text) => text.start)]];
  for (let states = waiting.pop(); states !== undefined; states = waiting.pop()) {
    const [end = start, ...inTexts] = states;
    if (texts.every((text, index) => text.accepts(inTexts[index] ?? 0))) ends.add(end);
    for (const byte of bytes) {
      const next = all.map((automaton, index) => automaton.step(states[index] ?? 0, byte));
      const isText = texts.every((text, index) => text.settled(next[index + 1] ?? 0) !== false);
      if (!isText || seen.has(next.join())) continue;
      seen.add(next.join());
      if (seen.size > MAX_STATES) return undefined;
      waiting.push(next);
    }
  }
  return [...ends];
}

/** Whether one path is taken from each of these states. One with a dot in a section may be meant as a host. */
function shareAPath(met: Automaton, starts: readonly number[]): boolean {
  if (starts.length === 0 || starts.length > MAX_HOSTS) return false;
  const bytes = bytesFor([met]).filter((byte) => byte !== DOT && byte !== MARK);
  const seen = new Set<string>();
  const waiting = [{ states: unique(starts.map((start) => met.step(start, SLASH))), hasDot: false }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { states, hasDot } = place;
    if (states.every((state) => met.accepts(state))) return true;
    if (seen.size > MAX_STATES) return false;
    // Behind a dot, only the extension of the last section is left.
    const next = hasDot ? bytes.filter((byte) => byte !== SLASH) : [...bytes, DOT];
    for (const byte of next) {
      const after = unique(states.map((state) => met.step(state, byte)));
      const key = `${after.join()} ${hasDot || byte === DOT}`;
      if (seen.has(key) || after.some((state) => met.settled(state) === false)) continue;
      seen.add(key);
      waiting.push({ states: after, hasDot: hasDot || byte === DOT });
    }
  }
  return false;
}

const SLASH = 0x2f;
const DOT = 0x2e;
const MARK = 0x3f;
/** Of each kind of byte that URLs consist of. */
const USUAL = Array.from('xa0/.-', (character) => character.charCodeAt(0));

/** One of each kind that the automata distinguish, and those of URLs: a path is searched without some of them. */
function bytesFor(automata: readonly Automaton[]): readonly number[] {
  return unique([...USUAL, ...representatives(automata)]);
}

function run(automaton: Automaton, text: string, from: number): number {
  let state = from;
  for (const character of text) state = automaton.step(state, character.charCodeAt(0));
  return state;
}

function unique(states: readonly number[]): readonly number[] {
  return [...new Set(states)].sort((one, other) => one - other);
}
