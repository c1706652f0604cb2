import { isDeepStrictEqual } from 'node:util';
import Table from 'cli-table3';
import colors from 'picocolors';
import { escapeControls } from '../../lib/errors';
import type { EntryPoint, Rule } from './entry-points';
import { fail, indent, verdict } from './story';

const MAX_DESCRIPTION = 52;

/** Both entry points as tables, with new rules marked. */
export function drawEntryPoints(entryPoints: readonly EntryPoint[], newRefs: readonly string[] = []): void {
  for (const { phase, rules } of entryPoints) {
    const table = new Table({
      head: ['#', 'ref', 'action', 'description'],
      style: { head: [], border: [], compact: true },
    });
    rules.forEach((rule, index) => {
      const mark = newRefs.includes(rule.ref) ? colors.green : (text: string) => text;
      table.push(
        [
          index + 1,
          shorten(rule.ref, 34),
          actionOf(rule),
          shorten(rule.description ?? '', MAX_DESCRIPTION),
        ].map((cell) => mark(String(cell))),
      );
    });
    console.log(indent(phase));
    console.log(indent(table.toString()));
  }
}

/** Every rule that was there before must still be there, the same to the letter, and in the same order. */
export function checkForeignRules(
  before: readonly EntryPoint[],
  after: readonly EntryPoint[],
  newRefs: readonly string[],
): void {
  let count = 0;
  for (const { phase, rules } of before) {
    const now = (after.find((entryPoint) => entryPoint.phase === phase)?.rules ?? []).filter(
      ({ ref }) => !newRefs.includes(ref),
    );
    // Exceptions of all namespaces stand first: the other rules keep their order among themselves.
    const order = (list: readonly Rule[]) =>
      list.filter(({ ref }) => !ref.startsWith('wafx__')).map(({ id }) => id);
    if (!isDeepStrictEqual(order(now), order(rules)))
      fail(`the order of the foreign rules of ${phase} changed`);
    for (const rule of rules) {
      const same = now.find(({ id }) => id === rule.id);
      if (!isDeepStrictEqual(same, rule)) fail(`the foreign rule ${rule.ref} of ${phase} changed`);
      count += 1;
    }
    if (now.length !== rules.length) fail(`${phase} has rules that nobody declared`);
  }
  verdict(`all ${count} rules of others are identical: content, id, ref, version and order`);
}

function actionOf({ action, enabled }: Rule): string {
  return enabled ? action : `${action} (off)`;
}

/** Descriptions come from the zone: nothing in them may steer the terminal. */
function shorten(text: string, length: number): string {
  const safe = escapeControls(text);
  return safe.length > length ? `${safe.slice(0, length - 1)}…` : safe;
}
