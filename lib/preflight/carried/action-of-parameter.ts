import { ACTION_PARAMETERS } from '../../cloudflare/rule';

/** Actions of the WAF's phases that take parameters. */
const ACTIONS = ['block', 'execute', 'skip'] as const;

/** The action that a parameter of WAF rules belongs to: the provider refuses it beside any other. */
export const ACTION_OF_PARAMETER: Readonly<Record<string, string>> = Object.fromEntries(
  ACTIONS.flatMap((action) =>
    Object.keys(ACTION_PARAMETERS[action].members).map((parameter) => [parameter, action]),
  ),
);
