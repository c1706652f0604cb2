import { MANAGED_PHASE } from '../../cloudflare';
import { paranoiaLevels as levelsOf } from '../../rulesets';
import { ruleLint } from '../rule';

export const paranoiaLevels = ruleLint(
  'paranoia-levels',
  'warning',
  'a paranoia level of OWASP without a lower one that it builds on',
  ({ rule, list: { phase } }) => {
    if (rule.enabled === false || phase !== MANAGED_PHASE) return [];
    const levels = levelsOf(rule) ?? [];
    const highest = levels.findLast(({ isOn }) => isOn)?.level ?? 0;
    const missing = levels.filter(({ level, isOn }) => !isOn && level < highest).map(({ level }) => level);
    if (missing.length === 0) return [];
    const [lowest = 1] = missing;
    return [
      {
        message: `paranoia level ${highest} is on without level ${missing.join(' and ')}, which it builds on`,
        help:
          lowest === 1
            ? 'turn the lower levels on: without level 1 most attacks pass'
            : `for level ${lowest - 1} turn off every level from ${lowest} on, for level ${highest} none up to it`,
      },
    ];
  },
);
