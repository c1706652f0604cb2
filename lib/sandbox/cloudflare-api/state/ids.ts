import { randomBytes } from 'node:crypto';

/** The form of every id of zones, accounts, rulesets, rules, lists and list items. */
export const ID_PATTERN = /^[0-9a-f]{32}$/;

export function newId(): string {
  return randomBytes(16).toString('hex');
}
