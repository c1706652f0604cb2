import { docsPage, show } from '../../errors';
import { providerSchema } from '../../provider-schema';

/** The provider that a stack asks for, beside the one whose schema this preflight knows. */
export interface ProviderVersions {
  /** What findings about Terraform are judged by. */
  readonly judgedBy: string;
  /** The constraint in the synthesised stack; `undefined` = it has none. */
  readonly pinned: string | undefined;
}

/** Reads what a synthesised stack pins. */
export function providerVersions(configuration: unknown): ProviderVersions {
  const path = ['terraform', 'required_providers', 'cloudflare', 'version'];
  const pinned = path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string, unknown>>)[key]
        : undefined,
    configuration,
  );
  return {
    judgedBy: providerSchema.providerVersion,
    pinned: typeof pinned === 'string' ? pinned : undefined,
  };
}

/** What is to be said of the versions; safe on a terminal. */
export function providerLines({ judgedBy, pinned }: ProviderVersions): readonly string[] {
  const judged = `judged by the Cloudflare provider ${judgedBy}`;
  if (pinned?.replace(/^\s*=?\s*/, '').trim() === judgedBy) return [judged];
  const asked = pinned === undefined ? 'the stack pins no version' : `the stack pins ${show(pinned)}`;
  return [
    `warning: ${judged}, and ${asked}: another version may know more keys, and refuse other values (${docsPage('newer-provider.md')})`,
  ];
}
