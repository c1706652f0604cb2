import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import type { TerraformStack } from 'cdktf';

/** Arguments that must come from the environment, by the variable that the provider reads. */
const FROM_ENVIRONMENT = {
  apiTokenInput: 'CLOUDFLARE_API_TOKEN',
  apiKeyInput: 'CLOUDFLARE_API_KEY',
  emailInput: 'CLOUDFLARE_EMAIL',
  apiUserServiceKeyInput: 'CLOUDFLARE_API_USER_SERVICE_KEY',
  baseUrlInput: 'CLOUDFLARE_BASE_URL',
} as const;

/**
 * What is wrong with the stack's own Cloudflare provider, for a validation at synth. A ZoneWaf reads through it and
 * writes through a provider configuration of its own: given in code, credentials would end up in the plan, and the two
 * could even speak to different accounts.
 */
export function providerErrors(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .filter((construct) => construct instanceof CloudflareProvider)
    .filter(({ alias }) => alias === undefined)
    .flatMap((provider) =>
      Object.entries(FROM_ENVIRONMENT)
        .filter(([input]) => provider[input as keyof typeof FROM_ENVIRONMENT] !== undefined)
        .map(
          ([input, variable]) =>
            `${provider.node.path}: \`${input.replace(/Input$/, '')}\` is set in code [provider/in-code]. Remove it and set ${variable}: a ZoneWaf only takes it from the environment`,
        ),
    );
}
