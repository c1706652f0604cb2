import { errorDiagnostic } from '../grpc/diagnostics';
import type { Check, Checks } from './check';
import { requiresSibling } from './combination-checks';

// The value is a secret: unlike the other checks, these do not repeat it.
function secret(pattern: RegExp, problem: string): Check {
  return ({ value, path }) =>
    typeof value === 'string' && !pattern.test(value)
      ? [errorDiagnostic('Invalid Attribute Value Match', problem, path)]
      : [];
}

/** What the provider checks of its own block. */
export const providerChecks: Checks = {
  attributes: {
    api_token: [
      secret(
        /^[0-9A-Za-z\-_]{40,80}$/,
        'API tokens must be between 40 and 80 characters long and only contain characters a-z, A-Z, 0-9, hyphens and underscores',
      ),
    ],
    api_key: [
      secret(
        /[0-9a-f]{37}/,
        'API key must be 37 characters long and only contain characters 0-9 and a-f (all lowercased)',
      ),
      requiresSibling('email'),
    ],
  },
};
