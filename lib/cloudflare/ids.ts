/**
 * The form of the ids that Cloudflare gives: of accounts, zones, rulesets, rules, lists and list items.
 *
 * @see https://developers.cloudflare.com/fundamentals/account/find-account-and-zone-ids/
 */
export const ID_PATTERN = /^[0-9a-f]{32}$/;
