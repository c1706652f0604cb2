/** Where custom rules stand; the only phase that has custom rulesets in a zone. */
export const CUSTOM_PHASE = 'http_request_firewall_custom';

/** Where managed rulesets are executed. */
export const MANAGED_PHASE = 'http_request_firewall_managed';
