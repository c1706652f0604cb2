import { escapeControls, safeJson } from '../../errors';
import type { EvidenceGroup, Skipped } from '../../evidence';
import { counted, markdown, own, plain, type Text, text } from '../../review/text';
import { remedyOfSource, remedyText } from '../remedies';
import { skippedText } from './words';

/** What the edge ended, counted. */
export interface Groups {
  readonly groups: readonly EvidenceGroup[];
  readonly skipped: Skipped;
}

const MOST_TOLD = 25;

export function groupsJson({ groups, skipped }: Groups): string {
  return `${safeJson({
    version: 1,
    groups: groups.map(
      ({ action, source = null, ruleId = null, title = null, host = null, path = null, count }) => ({
        count,
        action,
        product: source,
        rule: ruleId,
        title,
        host,
        path,
        remedy: remedyOfSource(source ?? undefined),
      }),
    ),
    skipped: {
      lines: skipped.lines,
      first: skipped.first.map(({ place: { source, line = null }, why }) => ({ source, line, why })),
    },
  })}\n`;
}

export function groupsTerminal(groups: Groups): string {
  return `${linesOf(groups)
    .map((line) => plain(line))
    .join('\n')}\n`;
}

export function groupsMarkdown(groups: Groups): string {
  return `${linesOf(groups)
    .map((line) => `- ${markdown(line, 400)}`)
    .join('\n')}\n`;
}

function linesOf({ groups, skipped }: Groups): readonly Text[] {
  const more = groups.length - MOST_TOLD;
  const remedies = new Set(groups.slice(0, MOST_TOLD).map(({ source }) => remedyOfSource(source)));
  const words = skippedText(skipped);
  return [
    ...(groups.length === 0 ? [own('The edge ended no request of these.')] : []),
    ...groups.slice(0, MOST_TOLD).map(groupText),
    ...(more > 0 ? [own(`${counted(more, 'more group')}: \`--format json\` has all of them.`)] : []),
    ...[...remedies].filter((remedy) => remedy !== 'unknown').map(remedyText),
    ...(words === undefined ? [] : [own(words)]),
    ...skipped.first.map(
      ({ place: { source, line }, why }) =>
        text`${escapeControls(source)}${own(line === undefined ? '' : ` (${line})`)}: ${why}`,
    ),
  ];
}

function groupText({ action, source, ruleId, title, host, path, count }: EvidenceGroup): Text {
  const url = host === undefined && path === undefined ? 'any host and path' : `${host ?? ''}${path ?? ''}`;
  return [
    ...own(`${counted(count, 'request')}: `),
    ...text`${url}, ${action}`,
    ...(source === undefined ? [] : text` by ${source}`),
    ...(title === undefined && ruleId === undefined ? [] : text`, rule ${title ?? ruleId ?? ''}`),
    ...(title === undefined || ruleId === undefined ? [] : text` (${ruleId})`),
  ];
}
