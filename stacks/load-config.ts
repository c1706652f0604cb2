import { InputError, type ZonePlan, Zone } from '../lib';
import type { DashboardWafConfig } from './config';
import { parseBackend } from './state-backend';

const VARIABLES = [
  'WAF_ZONE',
  'WAF_ZONE_PLAN',
  'WAF_HOST',
  'WAF_ALLOWLIST',
  'WAF_NAMESPACE',
  'WAF_BACKEND',
] as const;
type Variable = (typeof VARIABLES)[number];

/** Read by the sandbox, by tests, and by errors. */
const NOT_CONFIGURATION = /^WAF_(?:SANDBOX(?:_EDGE)?$|STACK_TRACE$|TEST_)/;

/** Value of `WAF_ALLOWLIST` for no allowlist. A word, so that a secret that is missing in CI never opens the door. */
const EVERYBODY = 'everybody';

/**
 * The configuration with what the environment overrides.
 *
 * @throws InputError naming the variable, for one that is empty, unknown or malformed. Plan, host, addresses and
 * namespace are checked by the constructs, which name the prop.
 */
export function loadConfig(base: DashboardWafConfig, environment: NodeJS.ProcessEnv): DashboardWafConfig {
  try {
    return overridden(base, environment);
  } catch (error) {
    throw error instanceof InputError ? error.fromOutside() : error;
  }
}

function overridden(base: DashboardWafConfig, environment: NodeJS.ProcessEnv): DashboardWafConfig {
  refuseUnknown(environment);
  const read = <T>(name: Variable, fallback: T, parse: (text: string) => T): T => {
    const text = environment[name]?.trim();
    if (text === undefined) return fallback;
    if (text === '') {
      throw new InputError('config/empty', {
        message: `${name} is set but empty`,
        help: `unset ${name} or give it a value`,
      });
    }
    try {
      return parse(text);
    } catch (error) {
      throw error instanceof InputError ? error.at(name) : error;
    }
  };
  return {
    // Hex without a dot is no domain name but an id, perhaps cut off: the message about a wrong id is the helpful one.
    zone: read('WAF_ZONE', base.zone, (text) =>
      /^[0-9a-f]{8,}$/i.test(text) ? Zone.fromId(text) : Zone.fromName(text),
    ),
    zonePlan: read('WAF_ZONE_PLAN', base.zonePlan, (text) => text as ZonePlan),
    host: read('WAF_HOST', base.host, (text) => text),
    allowlist: read('WAF_ALLOWLIST', base.allowlist, parseAllowlist),
    namespace: read('WAF_NAMESPACE', base.namespace, (text) => text),
    backend: read('WAF_BACKEND', base.backend, parseBackend),
  };
}

/** After an error, names the variables that override the configuration: the wrong value may come from one of them. */
export function nameOverridesOnFailure(environment: NodeJS.ProcessEnv): void {
  const set = VARIABLES.filter((name) => environment[name] !== undefined);
  if (set.length === 0) return;
  process.once('exit', (code) => {
    if (code !== 0) console.error(`  set in the environment: ${set.join(', ')}`);
  });
}

function refuseUnknown(environment: NodeJS.ProcessEnv): void {
  const known: readonly string[] = VARIABLES;
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('WAF_') && !known.includes(name) && !NOT_CONFIGURATION.test(name),
  );
  if (unknown === undefined) return;
  throw new InputError('config/unknown', {
    message: `the environment sets ${unknown}, which is no part of the configuration`,
    help: `unset it, or use one of: ${VARIABLES.join(', ')}`,
  });
}

function parseAllowlist(text: string): readonly string[] | undefined {
  if (text === EVERYBODY) return undefined;
  if (/^every/i.test(text)) {
    throw new InputError('config/allowlist', {
      message: `WAF_ALLOWLIST holds a word, got: \`${text}\``,
      help: `did you mean \`${EVERYBODY}\`?`,
    });
  }
  const addresses = text.split(/[\s,]+/).filter((address) => address !== '');
  if (addresses.length > 0) return addresses;
  throw new InputError('config/empty', {
    message: 'WAF_ALLOWLIST names no address',
    help: `name addresses or CIDRs, or write ${EVERYBODY}`,
  });
}
