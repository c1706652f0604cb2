import { apiError } from '../../http/errors';
import type { Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { entryPointOf, rulesetView } from '../../state/rulesets';
import { scopeOf } from '../../http/scopes';
import { knownPhase } from '../../validations/new-ruleset-fields';

/** `GET .../rulesets/phases/:phase/entrypoint` */
export const getEntryPoint: Operation = (call) => {
  const phase = param(call, 'phase');
  knownPhase(phase);
  const stored = entryPointOf(call.state, scopeOf(call), phase);
  if (stored === undefined) throw apiError('entryPointNotFound', [phase]);
  return { result: rulesetView(stored.current) };
};
