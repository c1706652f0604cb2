import { readLocals, readResources } from '../../rulesets/read/read-resources';
import { type ComparedEntryPoint, comparedEntryPoints } from './terraform-entry-points';

/** The entry points in the Terraform of a stack, with what it says of their zones. */
export function entryPointsOfStack(content: unknown): readonly ComparedEntryPoint[] {
  return comparedEntryPoints({ resources: readResources(content), locals: readLocals(content) });
}

/** The phases of the rulesets in the Terraform of a stack or a part of it, as they are written. */
export function rulesetPhases(content: unknown): readonly unknown[] {
  return readResources(content)
    .filter(({ type, isData }) => type === 'cloudflare_ruleset' && !isData)
    .map(({ values }) => values['phase']);
}
