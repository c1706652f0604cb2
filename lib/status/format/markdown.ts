import { counted, markdown, own, type Text, text } from '../../review/text';
import type { RuleStatus, StatusReport, ZoneStatus } from '../report';
import { ageWords, dueItems, endWords, lastMatchWords, lookBackWords, matchWords, ownerWords } from './words';

/** Longest text of others in a list or a cell. */
const MAX_TEXT = 200;

/** Longest issue that GitHub takes, in bytes, with room for what a script adds. */
const MAX_BYTES = 65_536 - 3_000;

/** The report for an issue: what is due first. Never longer than GitHub takes. */
export function statusMarkdown(report: StatusReport): string {
  for (const isWhole of [true, false]) {
    const body = report.zones.map((zone) => zoneMarkdown(zone, report, isWhole)).join('\n\n');
    if (Buffer.byteLength(body) < MAX_BYTES) return `${body}\n`;
  }
  const due = dueItems(report).length;
  return `## Exceptions\n\n${counted(due, 'thing')} due: too many for an issue. The JSON output has all of them.\n`;
}

function zoneMarkdown(zone: ZoneStatus, { now }: StatusReport, isWhole: boolean): string {
  const due = dueItems({ now, days: 0, zones: [zone] });
  const items = due.map(({ rule, item }) => `- [ ] ${write([...ruleWords(rule), ': ', ...item.sentence])}`);
  const notes = [...lookBackWords(zone).map(own), ...zone.notes.map((note) => text`${note}`)].map(write);
  return [
    `## Exceptions on ${write(text`${zone.name}`)}: ${due.length === 0 ? 'nothing due' : `${due.length} due`}`,
    ...(items.length === 0 ? [] : [items.join('\n')]),
    ...(zone.rules.length === 0
      ? ['No rule skips anything.']
      : isWhole
        ? [table(zone.rules, now)]
        : [LEFT_OUT]),
    ...(notes.length === 0 ? [] : [notes.join(' ')]),
  ].join('\n\n');
}

const LEFT_OUT =
  'The table of all rules is left out, because it is too long for an issue. The JSON output has it.';

function ruleWords({ label, namespace }: RuleStatus): Text {
  return namespace === undefined ? text`${label} (a rule of others)` : text`${label} of ${namespace}`;
}

function table(rules: readonly RuleStatus[], now: number): string {
  const rows = rules.map((rule) => [
    ruleWords(rule),
    text`${ownerWords(rule)}`,
    own(ageWords(rule, now)),
    own(endWords(rule)),
    own(matchWords(rule)),
    own(lastMatchWords(rule)),
  ]);
  return [
    '<details><summary>All skip rules</summary>\n',
    '| Rule | Owner, ticket | Age | Ends | Matches | Last match |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.map(cellText).join(' | ')} |`),
    '\n</details>',
  ].join('\n');
}

function write(words: Text): string {
  return markdown(words, MAX_TEXT);
}

/** A table is cut into cells before anything else is read, code spans included. */
function cellText(words: Text): string {
  return write(words).replace(/(\\*)\|/g, (_, slashes: string) =>
    slashes === '' ? '\\|' : `${slashes}\\u{7c}`,
  );
}
