import { ID_PATTERN } from '../../cloudflare';
import { show } from '../../errors';
import { executed, rulesById, texts } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

export const managedIdForm = ruleLint(
  'managed-id-form',
  'error',
  'something that is not the id of a ruleset or rule',
  ({ rule }) => {
    const run = executed(rule);
    const ids = [
      ...(run === undefined ? [] : [run]),
      ...texts(rule, 'rulesets'),
      ...[...rulesById(rule)].flatMap(([id, rules]) => [id, ...rules]),
    ];
    return ids
      .filter((id) => !ID_PATTERN.test(id))
      .map((id) => ({
        message: `an id has 32 lower-case hex characters, got: ${show(id)}`,
        help: 'copy the id from the API or a Security Event: the number in the description of a rule is not its id',
      }));
  },
);
