import { rulesById, skipKeys, texts } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

export const skipNothing = ruleLint(
  'skip-nothing',
  'error',
  'a skip rule that names nothing to skip',
  ({ rule }) => {
    // What only the apply of a plan shows may be what is skipped.
    if (rule.action !== 'skip' || rule.unknown !== undefined) return [];
    const keys = skipKeys(rule);
    const empty = keys.filter(
      (key) =>
        ((key === 'phases' || key === 'products' || key === 'rulesets') && texts(rule, key).length === 0) ||
        (key === 'rules' &&
          (rulesById(rule).size === 0 || [...rulesById(rule).values()].some(({ length }) => length === 0))),
    );
    if (keys.length > 0 && empty.length === 0) return [];
    return [
      {
        message:
          keys.length === 0
            ? 'the skip rule names nothing to skip'
            : `the skip rule names nothing to skip in ${empty.map((key) => `\`${key}\``).join(', ')}`,
        help: 'name rules, rulesets or phases in `action_parameters`',
      },
    ];
  },
);
