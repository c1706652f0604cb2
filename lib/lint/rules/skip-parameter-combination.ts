import { type SkipKey, skipKeys } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

const EXCLUSIVE: readonly (readonly [SkipKey, SkipKey])[] = [
  ['ruleset', 'rulesets'],
  ['ruleset', 'rules'],
  ['rulesets', 'phases'],
  ['phase', 'ruleset'],
  ['phase', 'phases'],
  ['phase', 'rulesets'],
  ['phase', 'rules'],
];

export const skipParameterCombination = ruleLint(
  'skip-parameter-combination',
  'error',
  'skip parameters that exclude each other',
  ({ rule }) => {
    if (rule.action !== 'skip') return [];
    const keys = skipKeys(rule);
    return EXCLUSIVE.filter(([a, b]) => keys.includes(a) && keys.includes(b)).map(([a, b]) => ({
      message: `\`${a}\` cannot stand beside \`${b}\``,
      help: 'divide them among two rules',
    }));
  },
);
