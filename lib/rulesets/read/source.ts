import { memberPath } from '../../errors';
import type { Spelling } from '../../cloudflare/rule';
import { isTemplate } from './terraform-resource';

/** Where a file holds something, and how it writes it. */
export interface Source {
  /** In the file, such as `result.rules[2]`; empty for the whole of it. */
  readonly path: string;
  readonly spelling: Spelling;
  /** Pulumi's names of keys. */
  readonly isCamelCase?: boolean;
}

/** A rule or ruleset in the words of the API. */
export const OF_API: Source = { path: '', spelling: {} };

/** What Terraform has read or written. */
export const OF_STATE: Source = { path: '', spelling: { hasBlocks: true } };

/** What Terraform will write, as far as that is known. */
export const OF_PLAN: Source = { path: '', spelling: { hasBlocks: true, isPartial: true } };

/** What is written for Terraform, with templates in it. */
export const OF_CONFIGURATION: Source = { path: '', spelling: { isUnknown: isTemplate, isConverted: true } };

/** What Pulumi has written; it hides secrets. */
export const OF_PULUMI: Source = {
  path: '',
  spelling: { hasBlocks: true, isUnknown: isPulumiSecret },
  isCamelCase: true,
};

/** The same source, at a place of the file. */
export function at(source: Source, path: string): Source {
  return { ...source, path };
}

/** The member of what is at the source, whose key is given as the API has it. */
export function memberOf({ path, isCamelCase }: Source, key: string): string {
  return memberPath(path, isCamelCase === true ? camelCase(key) : key);
}

/** What is reported about a rule, with its path in the file. */
export function placed<T extends { readonly path: string }>(told: T, { path, isCamelCase }: Source): T {
  const own = isCamelCase === true ? camelCase(told.path) : told.path;
  const isBare = path === '' || own === '' || own.startsWith('[');
  return { ...told, path: isBare ? path + own : `${path}.${own}` };
}

function camelCase(text: string): string {
  return text.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const SECRET_SIGNATURE = '4dabf18193072939515e22adb298388d';

/** @see https://www.pulumi.com/docs/iac/concepts/secrets/ */
function isPulumiSecret(value: unknown): boolean {
  return typeof value === 'object' && value !== null && SECRET_SIGNATURE in value;
}
