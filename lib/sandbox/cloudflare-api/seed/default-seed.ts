import text from './default-zones.json';
import { parseSeed } from './parse-seed';
import type { Seed } from './seed';

/** The lived-in zone that a sandbox starts with, and an untouched one on the Free plan. */
export function defaultSeed(): Seed {
  return parseSeed(JSON.stringify(text), 'default-zones.json');
}
