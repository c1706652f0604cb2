import { createStoredRuleset } from '../../rules/new-ruleset';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { entryPointKind, entryPointOf, rulesetView } from '../../state/rulesets';
import { scopeOf } from '../../http/scopes';
import { accountLevelAllowed } from '../../validations/account-level';
import { knownPhase } from '../../validations/new-ruleset-fields';
import { rulesetFields } from '../../validations/ruleset-fields';
import { unchangedFields } from '../../validations/unchanged-fields';
import { replaceRules } from '../../rules/write-rules';

/** `PUT .../rulesets/phases/:phase/entrypoint`: makes the entry point where there is none. */
export const updateEntryPoint: Operation = (call) => {
  const scope = scopeOf(call);
  accountLevelAllowed(call.state, scope);
  const phase = param(call, 'phase');
  knownPhase(phase);
  const fields = rulesetFields(call.body, ['name', 'description', 'rules']);
  const current = entryPointOf(call.state, scope, phase);
  if (current !== undefined) unchangedFields(fields, current.current);
  const { stored, state } =
    current === undefined
      ? createStoredRuleset(
          call.state,
          scope,
          {
            kind: entryPointKind(scope),
            name: fields.name ?? 'default',
            phase,
            description: fields.description ?? '',
            rules: fields.rules ?? [],
          },
          call.now,
        )
      : replaceRules(call.state, current, fields, call.now);
  return { result: rulesetView(stored.current), state };
};
