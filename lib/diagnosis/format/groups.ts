import { escapeControls, safeJson } from '../../errors';
import { counted, markdown, own, plain, type Text, text } from '../../review/text';
import type { AnswerGroup, Groups } from '../groups';
import { remedyText } from '../remedies';
import { skippedText } from './words';

/** So many groups of a kind are shown; the JSON has all of them. */
const MOST_TOLD = 25;

export function groupsJson({ groups, isSampled, skipped }: Groups): string {
  return `${safeJson({
    version: 2,
    isSampled,
    groups: groups.map(
      ({ count, answeredBy, action, status, product, ruleId, title, host, path, remedy }) => ({
        count,
        answeredBy,
        action: action ?? null,
        status: status ?? null,
        product: product ?? null,
        rule: ruleId ?? null,
        title: title ?? null,
        host: host ?? null,
        path: path ?? null,
        remedy,
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

/** What was ended by rules is asked for first, then what was refused by others. */
const KINDS: readonly { readonly title: string; readonly holds: (group: AnswerGroup) => boolean }[] = [
  { title: 'ended by rules and products of the edge', holds: ({ action }) => action !== undefined },
  { title: 'answered with an error by others', holds: ({ status = 0 }) => status >= 400 },
  { title: 'answered otherwise', holds: () => true },
];

function linesOf({ groups, isSampled, skipped }: Groups): readonly Text[] {
  const words = skippedText(skipped);
  let left = groups;
  const told = KINDS.flatMap(({ title, holds }, index) => {
    const ofKind = left.filter(holds);
    left = left.filter((group) => !holds(group));
    if (ofKind.length > 0) return kindLines(title, ofKind);
    return index === 0 ? [own('The edge ended none of these requests.')] : [];
  });
  return [
    ...told,
    ...(isSampled ? [own('Some rows represent several requests, so the numbers are estimates.')] : []),
    ...(words === undefined ? [] : [own(words)]),
    ...skipped.first.map(
      ({ place: { source, line }, why }) =>
        text`${escapeControls(source)}${own(line === undefined ? '' : ` (${line})`)}: ${why}`,
    ),
  ];
}

function kindLines(title: string, groups: readonly AnswerGroup[]): readonly Text[] {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const shown = groups.slice(0, MOST_TOLD);
  const more = groups.length - shown.length;
  const remedies = new Set(shown.map(({ remedy }) => remedy));
  return [
    own(`${counted(total, 'request')} ${total === 1 ? 'was' : 'were'} ${title}:`),
    ...shown.map(groupText),
    ...(more > 0 ? [own(`${counted(more, 'more group')}: \`--format json\` has all of them.`)] : []),
    ...[...remedies].filter((remedy) => remedy !== 'unknown' && remedy !== 'none').map(remedyText),
  ];
}

function groupText(group: AnswerGroup): Text {
  const { host, path, count, ruleId, title } = group;
  const url =
    host === undefined && path === undefined ? 'other hosts and paths' : `${host ?? ''}${path ?? ''}`;
  return [
    ...own(`${counted(count, 'request')}: `),
    ...text`${url}, `,
    ...answerText(group),
    ...(title === undefined && ruleId === undefined ? [] : text`, rule ${title ?? ruleId ?? ''}`),
    ...(title === undefined || ruleId === undefined ? [] : text` (${ruleId})`),
  ];
}

function answerText({ answeredBy, action, product, status }: AnswerGroup): Text {
  if (action !== undefined)
    return [...text`${action}`, ...(product === undefined ? [] : text` by ${product}`)];
  const what = own(status === undefined ? 'an unknown status' : String(status));
  if (answeredBy === 'unknown') return [...what, ...own(', and it is unclear who answered')];
  if (answeredBy === 'origin') return [...what, ...own(' from the origin')];
  return [...what, ...own(' from the edge'), ...(product === undefined ? [] : text` (${product})`)];
}
