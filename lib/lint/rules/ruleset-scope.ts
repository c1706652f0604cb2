import { documentLint } from '../rule';

export const rulesetScope = documentLint(
  'ruleset-scope',
  'error',
  'a ruleset of no zone and no account, or of both',
  ({ resources }) =>
    resources
      .filter((resource) => resource.type === 'cloudflare_ruleset' && !resource.isData)
      .flatMap(({ address, values, isConfiguration }) => {
        const given = ['zone_id', 'account_id'].filter((name) => (values[name] ?? null) !== null);
        // In a plan, what is missing may only be unknown.
        if (given.length === 1 || (given.length === 0 && !isConfiguration)) return [];
        return [
          {
            message: `the ruleset has ${given.length === 0 ? 'neither' : 'both'} \`zone_id\` ${given.length === 0 ? 'nor' : 'and'} \`account_id\``,
            help: 'give exactly one of them',
            where: address,
          },
        ];
      }),
);
