import Table from 'cli-table3';
import colors from 'picocolors';
import { escapeControls } from '../../lib/errors';
import type { EntryPoint, Rule } from './entry-points';
import { indent } from './story';

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

function actionOf({ action, enabled }: Rule): string {
  return enabled ? action : `${action} (off)`;
}

/** Descriptions come from the zone: nothing in them may steer the terminal. */
function shorten(text: string, length: number): string {
  const safe = escapeControls(text);
  return safe.length > length ? `${safe.slice(0, length - 1)}…` : safe;
}
