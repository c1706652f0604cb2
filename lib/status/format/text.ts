import Table from 'cli-table3';
import { escapeControls } from '../../errors';
import { counted, plain } from '../../review/text';
import type { StatusReport, ZoneStatus } from '../report';
import {
  ageWords,
  dueItems,
  endWords,
  lastMatchWords,
  lookBackWords,
  matchWords,
  ownerWords,
  ruleName,
} from './words';

const HEAD = ['rule', 'owner', 'age', 'ends', 'matches', 'last match', 'due'];

/** Longer texts of others are cut: the table is for a terminal. */
const MAX_CELL = 40;

/** The report for a terminal; what others wrote cannot steer it. */
export function statusText(report: StatusReport): string {
  return `${report.zones.map((zone) => zoneText(zone, report)).join('\n\n')}\n`;
}

function zoneText(zone: ZoneStatus, { now }: StatusReport): string {
  const { name, rules } = zone;
  const notes = [...lookBackWords(zone), ...zone.notes].map(escapeControls);
  if (rules.length === 0) return [`No rule of ${escapeControls(name)} skips anything.`, ...notes].join('\n');
  const table = new Table({ head: HEAD, style: STYLE, chars: BARE });
  for (const rule of rules) {
    table.push(
      [
        ruleName(rule),
        ownerWords(rule),
        ageWords(rule, now),
        endWords(rule),
        matchWords(rule),
        lastMatchWords(rule),
        rule.due.map(({ kind }) => kind).join(', ') || (rule.state === 'active' ? '' : rule.state),
      ].map(cell),
    );
  }
  const due = dueItems({ now, days: 0, zones: [zone] });
  const lines = due.map(({ rule, item }) => `  - ${cell(ruleName(rule))}: ${plain(item.sentence)}`);
  return [
    `${escapeControls(name)}: ${counted(rules.length, 'skip rule')}, ${due.length === 0 ? 'nothing due' : `${due.length} due`}`,
    '',
    table.toString().replace(/ +$/gm, ''),
    ...(lines.length === 0 ? [] : ['', 'Due:', ...lines]),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n');
}

const STYLE = { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 };

/** Columns with two blanks between them. */
const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

function cell(text: string): string {
  const safe = escapeControls(text);
  return safe.length > MAX_CELL ? `${safe.slice(0, MAX_CELL - 3)}...` : safe;
}
