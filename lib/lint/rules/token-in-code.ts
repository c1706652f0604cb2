import { isTemplate } from '../../rulesets';
import { documentLint } from '../rule';

/** Arguments of the provider that are secret, and where it reads them if they are not given. */
const SECRETS: Readonly<Record<string, string>> = {
  api_token: 'CLOUDFLARE_API_TOKEN',
  api_key: 'CLOUDFLARE_API_KEY',
  api_user_service_key: 'CLOUDFLARE_API_USER_SERVICE_KEY',
};

export const tokenInCode = documentLint(
  'token-in-code',
  'error',
  'a secret that is written into the code',
  ({ providers }) =>
    providers.flatMap(({ address, arguments: given }) =>
      Object.entries(SECRETS)
        .filter(([name]) => typeof given[name] === 'string' && given[name] !== '' && !isTemplate(given[name]))
        .map(([name, variable]) => ({
          // Never the secret itself.
          message: `the provider block holds \`${name}\` as text: anyone who reads the code, the plan or this file can use it`,
          help: `remove it and set ${variable} in the environment; then roll the secret, for it is known`,
          where: address,
        })),
    ),
);
