import { escapeControls } from '../errors';
import { certainty, needsOf, unique } from './cause';
import { ruleLabel } from './rule-label';
import type { End, Trace } from './trace';

/** Which protections a request loses, in short. */
export interface Protections {
  /** What ends the request; `certain` is false where it only may. */
  readonly ended: { readonly ends: readonly End[]; readonly certain: boolean } | undefined;
  /** What is skipped for sure, in words: empty for a request that everything inspects. */
  readonly skipped: readonly string[];
  /** What would tell about the rest; empty if all is known. */
  readonly needs: readonly string[];
  /** False where no managed ruleset runs anyway: its `execute` rules are off or do not match. */
  readonly isManaged: boolean;
}

const ALL = 'all managed rules';

export function protectionsOf({ ends, managed, others }: Trace): Protections {
  const certain = certainty(ends) === true;
  const ended = ends.length === 0 ? undefined : { ends, certain };
  if (certain) return { ended, skipped: [], needs: [], isManaged: true };
  const present = managed.filter(({ state }) => state !== 'not executed');
  const isAll = present.length > 0 && present.every(({ isWithAllOthers }) => isWithAllOthers);
  const named = present.flatMap((one) => {
    if (one.state === 'skipped') return [one.name];
    const rules = one.skippedRules.filter(({ by }) => certainty(by) === true);
    return rules.map(({ title }) => `rule ${title} of ${one.name}`);
  });
  const skippedOthers = others.filter(({ by }) => certainty(by) === true).map(({ title }) => title);
  return {
    ended,
    skipped: unique([...(isAll ? [ALL] : named), ...skippedOthers]),
    needs: unique([...managed.flatMap(({ needs }) => needs), ...others.flatMap(({ by }) => needsOf(by))]),
    isManaged: present.length > 0,
  };
}

/** As a cell of a table, such as `skips Cloudflare OWASP Core Ruleset`. Texts of others are escaped for a terminal. */
export function protectionsText({ ended, skipped, needs, isManaged }: Protections): string {
  if (ended?.certain === true) return endText(ended.ends);
  const idle = isManaged ? 'inspected' : 'no managed rules run';
  const known = skipped.length > 0 ? `skips ${skipped.join(', ')}` : needs.length > 0 ? '' : idle;
  const rest = needs.length > 0 ? `unknown: needs ${needs.join(', ')}` : '';
  const mayEnd =
    ended === undefined
      ? ''
      : `, unless ${endText(ended.ends)} (needs ${unique(ended.ends.flatMap((end) => end.needs)).join(', ')})`;
  return escapeControls(`${[known, rest].filter((part) => part !== '').join('; ')}${mayEnd}`);
}

function endText(ends: readonly End[]): string {
  return ends
    .map(({ action, rule }) => {
      const verb = action === 'block' ? 'blocked' : action === undefined ? 'ended' : 'challenged';
      return `${verb} by ${escapeControls(ruleLabel(rule))}`;
    })
    .join(', or ');
}
