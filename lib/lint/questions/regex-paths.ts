import { beginsWithAnyPath, endsWithAnyText } from '../../rules-language/regex/taken-texts';
import { matchesWholeTexts } from '../../rules-language/regex/written-form';

/** Whether a regular expression on a path says how the path begins, and what its last section is or is below. */
export function boundsPath(pattern: string): boolean {
  return matchesWholeTexts(pattern) && !beginsWithAnyPath(pattern) && !endsWithAnyText(pattern);
}
