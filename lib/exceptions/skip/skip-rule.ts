import type { SkipParameters } from './skip';

/**
 * The Cloudflare rule that an exception becomes, with the API's own keys. Every key is always there: an attribute left
 * out would come back from the API with its default, and each plan would show a change.
 */
export interface SkipRule {
  readonly ref: string;
  readonly action: 'skip';
  readonly action_parameters: SkipParameters;
  readonly description: string;
  readonly enabled: boolean;
  readonly expression: string;
  readonly logging: { readonly enabled: boolean };
}
