import type { Problem } from '../../cloudflare/rule';
import { ruleLint } from '../rule';

/** What other lint rules tell of, in words of their own. */
const TOLD_BY_OTHERS: readonly ((problem: Problem) => boolean)[] = [
  // unreadable-rule, action-name, unknown-key
  ({ kind, pattern }) => kind === 'unknown' || ['', 'expression', 'action'].includes(pattern),
  // skip-phase-name, skip-product-name, managed-id-form
  ({ kind, pattern }) => kind === 'value' && NAMES.includes(pattern),
  // skip-ruleset-value
  ({ pattern }) => pattern === 'action_parameters.ruleset' || pattern === 'action_parameters.phase',
  // skip-nothing
  ({ kind, pattern }) => kind === 'empty' && NAMING.test(pattern),
];

const NAMES = [
  'action_parameters.phases[]',
  'action_parameters.products[]',
  'action_parameters.rulesets[]',
  'action_parameters.rules[][]',
  'action_parameters.id',
];

const NAMING = /^action_parameters\.(?:phases|products|rulesets|rules(?:\[\])?)$/;

export const valueForm = ruleLint(
  'value-form',
  'error',
  'a value that Cloudflare does not accept',
  ({ rule: { problems = [], action } }) =>
    problems
      .filter((problem) => !TOLD_BY_OTHERS.some((isTold) => isTold(problem)))
      // skip-nothing
      .filter(
        ({ kind, pattern }) => action !== 'skip' || kind !== 'missing' || pattern !== 'action_parameters',
      )
      .map(({ message, help, path }) => ({ message, help, path })),
);
