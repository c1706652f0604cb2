import { CUSTOM_PHASE, MANAGED_PHASE } from './phases';

/**
 * Every action that a rule can have.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/actions/
 */
export const ACTIONS: readonly string[] = [
  'block',
  'challenge',
  'compress_response',
  'ddos_dynamic',
  'execute',
  'force_connection_close',
  'js_challenge',
  'log',
  'log_custom_field',
  'managed_challenge',
  'redirect',
  'rewrite',
  'route',
  'score',
  'serve_error',
  'set_cache_control',
  'set_cache_settings',
  'set_cache_tags',
  'set_config',
  'skip',
];

/** What the phases of the WAF allow; a phase without an entry takes every action. */
export const ACTIONS_OF_PHASE: Readonly<Record<string, readonly string[]>> = {
  [CUSTOM_PHASE]: ['block', 'challenge', 'execute', 'js_challenge', 'log', 'managed_challenge', 'skip'],
  [MANAGED_PHASE]: ['execute', 'skip'],
};
