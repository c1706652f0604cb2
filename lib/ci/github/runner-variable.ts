import { show } from '../../errors';

/** What to say about a variable that GitHub's runner sets, where it is missing or wrong: a step may run elsewhere. */
export function wrongVariable(
  name: string,
  value: string | undefined,
  wanted: string,
): { readonly message: string; readonly help: string } {
  const isSet = value !== undefined && value !== '';
  return {
    message: isSet ? `${name} must be ${wanted}, got: ${show(value)}` : `${name} is not set`,
    help: `GitHub's runner sets it; to run the step elsewhere, set it to ${wanted}`,
  };
}
