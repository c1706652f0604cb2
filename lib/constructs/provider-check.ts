import type { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformProvider, TerraformStack, Token } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { isInTree, membersOf } from './members';

/** Credentials, by the variable that the provider reads. */
const CREDENTIALS = {
  apiTokenInput: 'CLOUDFLARE_API_TOKEN',
  apiKeyInput: 'CLOUDFLARE_API_KEY',
  emailInput: 'CLOUDFLARE_EMAIL',
  apiUserServiceKeyInput: 'CLOUDFLARE_API_USER_SERVICE_KEY',
} as const;

/** Everything that decides which account a provider speaks to. */
const CONNECTION = { ...CREDENTIALS, baseUrlInput: 'CLOUDFLARE_BASE_URL' } as const;

const CHECKED = Symbol.for('waf-exceptions/provider-checks');

/** Validates the providers of the construct's stack at synth: once for each stack, at the first construct that asks for it. */
export function checkProviders(construct: Construct): void {
  const stack = TerraformStack.of(construct);
  const checked = membersOf<Construct>(stack, CHECKED);
  checked.push(construct);
  const isFirst = (): boolean => checked.find(isInTree) === construct;
  construct.node.addValidation({ validate: () => (isFirst() ? providerErrors(stack) : []) });
}

/**
 * What is wrong with the stack's Cloudflare providers.
 *
 * A ZoneWaf speaks to Cloudflare through a configuration of its own, an IpList through the stack's: given in code, the two
 * could speak to different accounts. And a literal credential of any provider would be in the synthesised file.
 */
function providerErrors(stack: TerraformStack): string[] {
  return stack.node
    .findAll()
    .filter(isCloudflareProvider)
    .flatMap((provider) => [
      ...(provider.alias === undefined
        ? errorsOf(provider, CONNECTION, isGiven)
        : errorsOf(provider, CREDENTIALS, isLiteral)),
    ]);
}

function errorsOf(
  provider: CloudflareProvider,
  arguments_: Partial<typeof CONNECTION>,
  isWrong: (value: string | undefined) => boolean,
): string[] {
  return Object.entries(arguments_)
    .filter(([input]) => isWrong(provider[input as keyof typeof CONNECTION]))
    .map(
      ([input, variable]) =>
        `${provider.node.path}: \`${input.replace(/Input$/, '')}\` is set in code [provider/in-code]. Help: remove it and set ${variable}: credentials only ever come from the environment`,
    );
}

function isGiven(value: string | undefined): boolean {
  return value !== undefined;
}

function isLiteral(value: string | undefined): boolean {
  return value !== undefined && !Token.isUnresolved(value);
}

/** Two copies of the bindings may be installed: `instanceof` would not know the other's providers. */
function isCloudflareProvider(construct: IConstruct): construct is CloudflareProvider {
  return TerraformProvider.isTerraformProvider(construct) && construct.terraformResourceType === 'cloudflare';
}
