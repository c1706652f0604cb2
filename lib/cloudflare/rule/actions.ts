import { ACTION_PARAMETERS } from './action-parameters';

/** Every action that a rule can have. */
export const ACTIONS: readonly string[] = Object.keys(ACTION_PARAMETERS);

const CHALLENGES = ['challenge', 'js_challenge', 'managed_challenge'];

/**
 * The actions of the phases of which that is known; any other phase takes every action.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
 */
export const ACTIONS_OF_PHASE: Readonly<Record<string, readonly string[]>> = {
  http_config_settings: ['set_config'],
  http_custom_errors: ['serve_error'],
  http_log_custom_fields: ['log_custom_field'],
  http_ratelimit: ['block', ...CHALLENGES, 'execute', 'log'],
  http_request_cache_settings: ['set_cache_settings'],
  http_request_dynamic_redirect: ['redirect'],
  http_request_firewall_custom: [
    'block',
    'challenge',
    'execute',
    'js_challenge',
    'log',
    'managed_challenge',
    'skip',
  ],
  http_request_firewall_managed: ['execute', 'skip'],
  http_request_late_transform: ['rewrite'],
  http_request_origin: ['route'],
  http_request_redirect: ['redirect'],
  http_request_transform: ['rewrite'],
  http_response_compression: ['compress_response'],
  http_response_headers_transform: ['rewrite'],
};
