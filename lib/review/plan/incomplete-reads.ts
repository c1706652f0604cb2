import { InputError, show } from '../../errors';
import { holds, listOf, objectOf, textOf } from '../../rulesets';
import { contentOf } from './content';

type Json = Readonly<Record<string, unknown>>;

/**
 * Cloudflare counts the version up with each change. So where the state holds rules, or parts of them, that were not in
 * an answer of the same version, that answer left them out, and the plan would delete them.
 *
 * @throws InputError `review/incomplete`
 */
export function requireCompleteReads(plan: Json): void {
  const incomplete = listOf(plan['resource_drift']).map(objectOf).find(isIncomplete);
  if (incomplete === undefined) return;
  const version = textOf(objectOf(objectOf(incomplete['change'])['after'])['version']) ?? '';
  throw new InputError('review/incomplete', {
    message: `what Cloudflare answered for ${show(textOf(incomplete['address']) ?? '')} holds less than the state although its version, ${version}, is the same: the answer was incomplete, and the plan would delete what it left out`,
    help: 'plan again; if it stays, compare the rules in the dashboard with those of the plan',
  });
}

function isIncomplete({ type, change }: Json): boolean {
  const { before, after } = objectOf(change);
  const [old, read] = [objectOf(before), objectOf(after)];
  const version = textOf(old['version']);
  if (type !== 'cloudflare_ruleset' || version === undefined || version !== textOf(read['version']))
    return false;
  return !rulesOf(old).every(({ ref, ...rule }) =>
    rulesOf(read).some((candidate) => candidate['ref'] === ref && holds(candidate, rule)),
  );
}

function rulesOf({ rules }: Json): readonly Json[] {
  return listOf(rules).map((rule) => contentOf(objectOf(rule)));
}
