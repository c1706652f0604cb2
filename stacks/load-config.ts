import { InputError, Zone } from '../lib';
import type { Plan } from '../lib';
import type { DashboardWafConfig } from './config';
import { parseBackend } from './state-backend';

type Variable = 'WAF_ZONE' | 'WAF_PLAN' | 'WAF_HOST' | 'WAF_ALLOWLIST' | 'WAF_NAMESPACE' | 'WAF_BACKEND';

/**
 * The configuration with what the environment overrides.
 *
 * @throws InputError naming the variable, for one that is empty, unknown or malformed.
 */
export function loadConfig(base: DashboardWafConfig, environment: NodeJS.ProcessEnv): DashboardWafConfig {
  const read = <T>(name: Variable, fallback: T, parse: (text: string) => T): T => {
    const text = environment[name];
    if (text === undefined) return fallback;
    if (text.trim() === '' && name !== 'WAF_ALLOWLIST') {
      throw new InputError('config/empty', {
        message: `${name} is set but empty`,
        help: `unset ${name} or give it a value`,
      });
    }
    try {
      return parse(text.trim());
    } catch (error) {
      throw error instanceof InputError ? error.at(name) : error;
    }
  };
  return {
    zone: read('WAF_ZONE', base.zone, (text) =>
      /^[0-9a-f]{32}$/.test(text) ? Zone.id(text) : Zone.named(text),
    ),
    // The construct checks the plan, the host, the addresses and the namespace, and names the prop.
    plan: read('WAF_PLAN', base.plan, (text) => text as Plan),
    host: read('WAF_HOST', base.host, (text) => text),
    allowlist: read('WAF_ALLOWLIST', base.allowlist, parseAllowlist),
    namespace: read('WAF_NAMESPACE', base.namespace, (text) => text),
    backend: read('WAF_BACKEND', base.backend, parseBackend),
  };
}

function parseAllowlist(text: string): readonly string[] | undefined {
  const addresses = text.split(/[\s,]+/).filter((address) => address !== '');
  return addresses.length === 0 ? undefined : addresses;
}
