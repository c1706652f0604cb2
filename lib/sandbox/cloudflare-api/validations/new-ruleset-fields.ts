import { CUSTOM_PHASE, RULESET_PHASES, type RulesetKind } from '../../../cloudflare';
import { apiError } from '../http/errors';
import { entryPointKind } from '../state/rulesets';
import type { NewRuleset } from '../rules/new-ruleset';
import type { Scope } from '../state/state';
import type { RulesetFields } from './ruleset-fields';

/** Checks kind, phase and name of a ruleset to be made in this scope. */
export function newRulesetFields(given: RulesetFields, scope: Scope): NewRuleset {
  const { name = '', phase = '', kind = '', description = '', rules = [] } = given;
  if (name === '') throw apiError('field', ['', 'name', 'the name cannot be blank'], '/name');
  knownPhase(phase, '/phase');
  return { name, phase, kind: kindInScope(kind, phase, scope), description, rules };
}

export function knownPhase(phase: string, pointer?: string): void {
  if (!RULESET_PHASES.includes(phase))
    throw apiError('field', [phase, 'phase', 'it is not a phase'], pointer);
}

function kindInScope(kind: string, phase: string, scope: Scope): RulesetKind {
  const entryPoint = entryPointKind(scope);
  if (kind === entryPoint) return entryPoint;
  if (kind !== 'custom') {
    throw apiError(
      'field',
      [kind, 'kind', `${scope.level} can hold rulesets of kind ${entryPoint} and custom`],
      '/kind',
    );
  }
  if (scope.level === 'zones' && phase !== CUSTOM_PHASE) {
    throw apiError(
      'field',
      [kind, 'kind', `zones have custom rulesets in phase ${CUSTOM_PHASE} only`],
      '/kind',
    );
  }
  return 'custom';
}
