import { ruleLint } from '../rule';

/**
 * The limit of descriptions that Cloudflare documents, in characters: of lists, of their items and of the older firewall
 * rules. Of a rule's it documents none.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/lists-api/json-object/
 */
const MAX_LENGTH = 500;

export const descriptionLength = ruleLint(
  'description-length',
  'warning',
  'a description that is longer than Cloudflare may take',
  ({ rule: { description = '', path } }) => {
    // There are never more characters than UTF-16 units, which need not be counted.
    if (description.length <= MAX_LENGTH) return [];
    const { length } = Array.from(description);
    if (length <= MAX_LENGTH) return [];
    return [
      {
        message: `the description has ${length} characters; ${MAX_LENGTH} is the limit of descriptions that Cloudflare documents`,
        help: 'shorten it: put the details into the ticket',
        path,
      },
    ];
  },
);
