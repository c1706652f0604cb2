import { isNested, providerSchema, type Attributes, type Schema } from '../../provider-schema';
import { carryObject } from './carried-value';
import { isLiveObject, type LiveObject } from '../../api-client';
import { type Loss, refused } from './loss';
import { refusalsOf } from '../dry-run/refusals';

/** Keys of a rule that Cloudflare sets by itself: a write has no say in them. */
const READ_ONLY: readonly string[] = ['id', 'version', 'last_updated', 'categories'];

/** Actions whose rules mean nothing without parameters: the plan has a precondition on them. */
const NEED_PARAMETERS: readonly string[] = ['skip', 'execute'];

/** What is special about some keys that Terraform does not know. */
const UNKNOWN_KEYS: Readonly<Record<string, string>> = {
  'action_parameters.version':
    'Terraform cannot pin a version of a ruleset: the rule would run the latest one',
  'action_parameters.phase':
    'Terraform does not know it and would write the rule without it: the rest of the phase would no longer be skipped',
};

const WAY = {
  read: ruleAttributes(providerSchema.dataSources['cloudflare_ruleset']),
  write: ruleAttributes(providerSchema.resources['cloudflare_ruleset']),
};

/**
 * What a plan would not write back of a live rule, exactly as the API holds it. None = the rule comes out of
 * Terraform as it went in. Not reported, because they mean the same to Cloudflare: a missing `description` becomes
 * `""`, an empty `action_parameters` is left out, `logging` of a skip rule is written out and that of any other rule is not:
 * Cloudflare takes it for skip rules only.
 */
export function lossesOf(rule: LiveObject): readonly Loss[] {
  const { logging = null, ...others } = writable(rule);
  const isSkip = rule['action'] === 'skip';
  const { value = {}, losses } = carryObject(isSkip ? { ...others, logging } : others, WAY, '');
  const unidentified =
    typeof rule['ref'] === 'string'
      ? []
      : [
          refused(
            'ref',
            rule['ref'] ?? null,
            'Terraform would refuse the plan: no text shows whose rule it is',
          ),
        ];
  return [...unreadableParameters(rule, value, losses.map(explain)), ...unidentified, ...refusalsOf(value)];
}

/** The rule as a write of Terraform would hold it, with what the provider sends in any case. */
export function carriedRule(rule: LiveObject): LiveObject {
  const own = writable(rule);
  const logging = rule['action'] === 'skip' ? { logging: own['logging'] ?? { enabled: true } } : {};
  const { value = {} } = carryObject({ ...own, ...logging }, WAY, '');
  return { action_parameters: {}, description: '', enabled: true, ...value };
}

/** The rule without what a write has no say in, and without what every write means anyway. */
function writable(rule: LiveObject): LiveObject {
  const own = without(rule, READ_ONLY);
  const parameters = own['action_parameters'];
  if (!isLiveObject(parameters) || parameters['version'] !== 'latest') return own;
  return { ...own, action_parameters: without(parameters, ['version']) };
}

function without(object: LiveObject, keys: readonly string[]): LiveObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** One refusal instead of the losses, if a rule that needs parameters would keep none of them. */
function unreadableParameters(
  rule: LiveObject,
  carried: LiveObject,
  losses: readonly Loss[],
): readonly Loss[] {
  const { action, action_parameters: parameters = null } = rule;
  const left = carried['action_parameters'];
  const keepsNone = !isLiveObject(left) || Object.keys(left).length === 0;
  if (typeof action !== 'string' || !NEED_PARAMETERS.includes(action) || !keepsNone) return losses;
  const reason = `Terraform can read none of the parameters, and the plan refuses ${action} rules without any`;
  return [
    ...losses.filter(({ path }) => !path.startsWith('action_parameters')),
    refused('action_parameters', parameters, reason),
  ];
}

function explain(loss: Loss): Loss {
  const reason = UNKNOWN_KEYS[loss.path];
  return reason === undefined ? loss : { ...loss, reason };
}

function ruleAttributes(schema: Schema | undefined): Attributes {
  const rules = schema?.attributes['rules'];
  if (rules === undefined || !isNested(rules)) throw new Error('the provider schema has no rules');
  return rules.attributes;
}
