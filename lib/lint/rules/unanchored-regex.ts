import { matchesWholeTexts } from '../../rules-language/regex/written-form';
import { boundsPath } from '../questions/regex-paths';
import { conditionLint } from '../rule';
import { hasExactPath, isRawTwin, opening, PATH, RAW_PATH, WITH_QUERY } from '../questions/uri-conditions';

const URI_FIELDS: readonly string[] = [PATH, RAW_PATH, ...WITH_QUERY];

const matching = opening(['http.host', ...URI_FIELDS], ['matches']);
const matchingUri = opening(URI_FIELDS, ['matches']);

export const unanchoredRegex = conditionLint(
  'unanchored-regex',
  'error',
  'a regular expression that may match anywhere in the text',
  matching,
  (condition, subject) => {
    const { field, right } = condition;
    if (right?.kind !== 'regex' || isRawTwin(condition, subject, matchingUri)) return [];
    const { pattern, range } = right;
    const isUri = URI_FIELDS.includes(field?.name ?? '');
    if (isUri && hasExactPath(subject)) return [];
    // Below a host name there are only hosts of the zone; before a path there is another path.
    if (isUri ? boundsPath(pattern) : matchesWholeTexts(pattern)) return [];
    return [
      {
        message: `the regular expression matches a part of \`${field?.name ?? ''}\`: anything may surround it`,
        help: 'begin it with `^` and end it with `$`; put alternatives into a group: `^(?:a|b)$`',
        range,
      },
    ];
  },
);
