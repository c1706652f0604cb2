import { apiError } from '../errors';
import type { Operation } from '../operation';
import { param } from '../operation';
import { entryPointOf, rulesetView } from '../rulesets';
import { scopeOf } from '../scopes';
import { knownPhase } from '../validations/new-ruleset-fields';

/** `GET .../rulesets/phases/:phase/entrypoint` */
export const getEntryPoint: Operation = (call) => {
  const phase = param(call, 'phase');
  knownPhase(phase);
  const stored = entryPointOf(call.state, scopeOf(call), phase);
  if (stored === undefined) throw apiError('entryPointNotFound', [phase]);
  return { result: rulesetView(stored.current) };
};
