import { SKIP_KEYS, SKIP_PARAMETERS, type SkipKey } from '../../cloudflare/rule/skip-parameters';
import { skipKeys } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

/** Each pair once. */
const EXCLUSIVE: readonly (readonly [SkipKey, SkipKey])[] = SKIP_KEYS.flatMap((key, position) =>
  SKIP_PARAMETERS[key].excludes
    .filter((other) => SKIP_KEYS.indexOf(other) > position)
    .map((other): [SkipKey, SkipKey] => [key, other]),
);

export const skipParameterCombination = ruleLint(
  'skip-parameter-combination',
  'error',
  'skip parameters that exclude each other',
  ({ rule }) => {
    if (rule.action !== 'skip') return [];
    const keys = skipKeys(rule);
    return EXCLUSIVE.filter(([a, b]) => keys.includes(a) && keys.includes(b)).map(([a, b]) => ({
      message: `\`${a}\` cannot be combined with \`${b}\``,
      help: 'divide them among two rules',
    }));
  },
);
