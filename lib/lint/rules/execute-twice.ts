import { MANAGED_PHASE } from '../../cloudflare';
import { show } from '../../errors';
import { executed } from '../../rulesets';
import { type FoundInList, listLint } from '../rule';

export const executeTwice = listLint(
  'execute-twice',
  'error',
  'a managed ruleset that a zone executes twice',
  ({ list: { rules, phase, kind } }) => {
    // An account may execute one ruleset often, for different zones.
    if (phase !== MANAGED_PHASE || kind === 'root') return [];
    const seen = new Map<string, number>();
    return rules.flatMap((rule, position): FoundInList[] => {
      const id = executed(rule);
      const first = id === undefined ? undefined : seen.get(id);
      if (id === undefined) return [];
      if (first === undefined) {
        seen.set(id, position);
        return [];
      }
      return [
        {
          message: `rule ${first + 1} executes the managed ruleset ${show(id)} already`,
          help: 'join them with overrides: Cloudflare answers 20014',
          rule: position,
        },
      ];
    });
  },
);
