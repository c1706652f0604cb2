import { escapeControls } from '../../errors';
import type { ListReport } from './list-check';

/** Addresses that a line names; if there are more, it says how many. */
const MAX_NAMED = 5;

const OUTCOMES: Readonly<Record<ListReport['outcome'], string>> = {
  new: 'does not exist yet',
  ours: "exists and is this stack's",
  unclear: "may be this stack's",
  refused: 'would be refused',
  unread: 'could not be looked for',
};

/** The lines about one list. */
export function listLines({ name, accountId, outcome, undeclared, reason, help }: ListReport): string[] {
  const place = accountId === undefined ? '' : ` of account ${escapeControls(accountId)}`;
  return [
    `list $${escapeControls(name)}${place}: ${OUTCOMES[outcome]}`,
    ...(reason === undefined ? [] : [`  ${escapeControls(reason)}`]),
    ...(undeclared.length === 0 ? [] : [`  not in the code: ${escapeControls(named(undeclared))}`]),
    ...(help === undefined ? [] : [`  help: ${escapeControls(help)}`]),
  ];
}

function named(addresses: readonly string[]): string {
  const rest = addresses.length - MAX_NAMED;
  return [...addresses.slice(0, MAX_NAMED), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
