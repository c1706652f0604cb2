import Table from 'cli-table3';
import { escapeControls } from '../../errors';
import type { Evidence } from '../../evidence';
import type { AllProposals } from './proposal-json';
import {
  type Alternative,
  type BlockedRequest,
  type NotProposed,
  type Proposal,
  weightOf,
} from '../../proposal';

/** Proposals for people. Every text of the evidence is escaped. */
export function proposalsText(
  { proposals, written, unwritable, notProposed }: AllProposals,
  { events }: Pick<Evidence, 'events'>,
): string {
  return [
    ...written.map(({ proposal }) => proposalText(proposal)),
    ...(written.length > 0 ? [WHOLE_REQUEST] : []),
    ...unwritable.map(({ proposal, reason }) => unwritableText(proposal, reason)),
    ...notProposedTexts(notProposed),
    ...(proposals.length + notProposed.length === 0 ? [events.length === 0 ? NO_EVENTS : NOTHING] : []),
  ].join('\n\n');
}

const WHOLE_REQUEST =
  'Cloudflare cannot skip a rule for a single field: each rule is off for the whole request.';

const NOTHING =
  'None of these Security Events belongs to a request that a managed rule ended, so there is nothing to propose. `waf diagnose` shows who answered.';

const NO_EVENTS =
  'The input holds no Security Event, so it names no rule. Give the events of the blocked requests, or look further back with `--live` and `--days`. `waf diagnose` shows who answered.';

const TITLES: Readonly<Record<Alternative['kind'], string>> = {
  callers: 'the same, for these callers only',
  proposed: 'proposed',
  rulesets: 'its rulesets as a whole',
  'all managed rules': 'all managed rules',
  'path contains': 'all managed rules, wherever the path contains it',
};

function proposalText(proposal: Proposal): string {
  const { host, method, paths, rules, wanted, callers, alternatives } = proposal;
  const table = new Table({
    head: ['from narrow to wide', 'also lets through', 'may let through', 'stays blocked'],
    style: { head: [], border: [] },
    chars: NO_LINES,
  });
  for (const one of alternatives) {
    const { letsThrough, mayLetThrough, keepsBlocked } = one.weights;
    const cells = [letsThrough, mayLetThrough, keepsBlocked].map(String);
    table.push([TITLES[one.kind], ...cells]);
  }
  const lines = [
    ...paths.map((path) => `${method} ${host}${path}`),
    ...rules.map(({ title, ruleId }) => `  skips ${title ?? 'a rule without a title'} (${ruleId})`),
    `  for ${count(weightOf(wanted), 'blocked request')}`,
    ...(callers === undefined
      ? []
      : [`  Question: are these the only callers? ${callers.addresses.join(', ')}`]),
    '',
    ...table
      .toString()
      .split('\n')
      .map((line) => `  ${line.trimEnd()}`),
  ];
  return lines.map(escapeControls).join('\n');
}

function unwritableText({ host, method, paths }: Proposal, reason: string): string {
  const requests = paths.map((path) => `${method} ${host}${path}`);
  return [...requests, `  No exception can express this: ${reason}`].map(escapeControls).join('\n');
}

/** No lines: columns and blanks are enough. */
const NO_LINES = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((name) => [name, name === 'middle' ? '  ' : '']),
);

const SHOWN = 10;

const REASONS: Readonly<Record<NotProposed['reason'], string>> = {
  'looks like an attack':
    'These requests get no exception, because they look like attacks. If some are legitimate, name them with `--ray`:',
  'not named': 'These requests get no exception, because `--ray` names others:',
  incomplete:
    'Nothing is proposed for these requests, because the evidence is incomplete. Use Security Events from GraphQL, or `--live`:',
};

function notProposedTexts(all: readonly NotProposed[]): readonly string[] {
  return (Object.keys(REASONS) as NotProposed['reason'][]).flatMap((reason) => {
    const found = all.filter((one) => one.reason === reason);
    if (found.length === 0) return [];
    const lines = found
      .slice(0, SHOWN)
      .map(
        ({ requests, details }) =>
          `  ${requests.map(requestText).join(', ')}: ${detailText(reason, details)}`,
      );
    const more = found.length > SHOWN ? [`  and ${found.length - SHOWN} more`] : [];
    return [[REASONS[reason], ...lines, ...more].map(escapeControls).join('\n')];
  });
}

function detailText(reason: NotProposed['reason'], details: readonly string[]): string {
  if (reason === 'incomplete') return `no ${details.join(', no ')}`;
  return details.length === 0 ? 'no sign of an attack' : details.join('; ');
}

function requestText({ ray, request }: BlockedRequest): string {
  const { method = '?', host = '?', path = '?', clientIp } = request;
  return `${ray ?? 'no ray'} ${method} ${host}${path}${clientIp === undefined ? '' : ` from ${clientIp}`}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
