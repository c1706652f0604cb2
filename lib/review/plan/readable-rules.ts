import { elementPath, InputError, memberPath, show } from '../../errors';
import { firstProblem, listOf, objectOf, readPlannedRuleset, textOf } from '../../rulesets';

type Json = Readonly<Record<string, unknown>>;

/**
 * Refuses a plan with rules that cannot be read: compared without them, a rule that blocks would be none.
 *
 * @throws InputError `review/plan`
 */
export function requireReadableRules(name: string, plan: Json): void {
  for (const [index, resource] of listOf(plan['resource_changes']).map(objectOf).entries()) {
    if (resource['type'] !== 'cloudflare_ruleset' || resource['mode'] === 'data') continue;
    const path = memberPath(elementPath('resource_changes', index), 'change');
    for (const side of ['before', 'after']) {
      const ruleset = objectOf(resource['change'])[side];
      if (ruleset === null || ruleset === undefined) continue;
      const problem = firstProblem(readPlannedRuleset(objectOf(ruleset), memberPath(path, side)));
      if (problem === undefined) continue;
      throw new InputError('review/plan', {
        message: `${show(name)} holds rules of ${show(textOf(resource['address']) ?? '')} that cannot be read: ${problem.message}`,
        help: `give what \`terraform show -json <plan file>\` writes, unchanged; the place is ${problem.path}`,
      });
    }
  }
}
