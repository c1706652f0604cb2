import { jsonText } from '../../errors';
import { isAnyMarked, listOf, objectOf } from '../../rulesets';
import { withoutNulls } from './content';
import type { AttributeChange } from './plan';
import { KNOWN_AFTER_APPLY } from './read-rules';

type Json = Readonly<Record<string, unknown>>;

/** Stands for a value that Terraform marks as sensitive. */
const SENSITIVE = '(sensitive value)';

/** What Terraform or an API computes: it changes with each write and says nothing about the effect. */
const COMPUTED = new Set([
  'created_on',
  'etag',
  'id',
  'last_modified',
  'last_updated',
  'modified_on',
  'updated_on',
  'version',
]);

/** What changes in a resource, attribute by attribute; what is sensitive or unknown is never shown. */
export function attributeChanges(change: Json): readonly AttributeChange[] {
  const before = objectOf(change['before']);
  const after = objectOf(change['after']);
  const unknown = objectOf(change['after_unknown']);
  const isGone = listOf(change['actions']).includes('delete') && change['after'] === null;
  const isSensitive = (attribute: string) =>
    [change['before_sensitive'], change['after_sensitive']].some(
      (marks) => marks === true || isAnyMarked(objectOf(marks)[attribute]),
    );
  return [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)])]
    .filter((attribute) => !COMPUTED.has(attribute))
    .sort()
    .flatMap((attribute): readonly AttributeChange[] => {
      const old = withoutNulls(before[attribute]) ?? undefined;
      const isUnknown = !isGone && isAnyMarked(unknown[attribute]);
      // Computed where it was not set: an attribute that was not there and is not known says nothing.
      if (isUnknown && old === undefined && change['before'] !== null) return [];
      const now = isUnknown ? KNOWN_AFTER_APPLY : (withoutNulls(after[attribute]) ?? undefined);
      if (jsonText(old) === jsonText(now)) return [];
      if (!isSensitive(attribute)) return [{ attribute, before: old, after: now }];
      return [{ attribute, before: hidden(old), after: hidden(now) }];
    });
}

function hidden(value: unknown): unknown {
  return value === undefined || value === KNOWN_AFTER_APPLY ? value : SENSITIVE;
}
