import { plain, text } from '../../../review/text';
import { dayOf } from '../../due';
import type { LookBack, RuleStatus } from '../../report';
import { ageWords, endWords, lastMatchWords } from '../words';
import { html, type Markup } from './markup';

const DAY_MS = 86_400_000;

/** The time that charts show, in milliseconds since 1970. */
export interface TimeSpan {
  readonly from: number;
  readonly now: number;
  readonly to: number;
}

/** Days after today. */
const DAYS_AHEAD = 30;
/** Shown before today where no events could be read. */
const DAYS_BACK = 30;

/** Whole days, UTC: from the first one with events until a month from now. */
export function timeSpan(lookBack: LookBack | undefined, now: number): TimeSpan {
  const from = lookBack?.from ?? now - DAYS_BACK * DAY_MS;
  return { from: startOfDay(from), now, to: startOfDay(now) + (DAYS_AHEAD + 1) * DAY_MS };
}

function startOfDay(time: number): number {
  return Math.floor(time / DAY_MS) * DAY_MS;
}

/** The dates at the ends of the charts, and today. */
export function axis(span: TimeSpan): Markup {
  const { from, now, to } = span;
  const today = placeOf(now, span);
  // Where today is near an end, the date of that end would cover it.
  const first = today < 22 ? html`` : html`<text x="0" y="11">${dayOf(from)}</text>`;
  return html`<div class="axis" aria-hidden="true">
    <svg>
      ${first}
      <text x="${percent(today)}" y="11" text-anchor="middle">today, ${dayOf(now)}</text>
      <text x="100%" y="11" text-anchor="end">${dayOf(to - 1)}</text>
    </svg>
  </div>`;
}

function placeOf(time: number, { from, to }: TimeSpan): number {
  return Math.min(100, Math.max(0, ((time - from) / (to - from)) * 100));
}

const LIFE_Y = 38;
const LIFE_HEIGHT = 5;
const BARS_HEIGHT = 32;

/** A rule's life as a band, its matches by day as bars on it; places are percentages, so that it fits any width. */
export function chart(rule: RuleStatus, span: TimeSpan): Markup {
  const place = (time: number): number => placeOf(time, span);
  const { since, start, end, matches, blocked, state } = rule;
  const begin = Math.max(since?.isBegin === true ? since.at : -Infinity, start ?? -Infinity, span.from);
  const left = place(begin);
  const right = place(end ?? span.to);
  const most = Math.max(1, ...(matches?.days ?? []).map(({ count }) => count));
  const width = place(span.from + DAY_MS) * 0.76;
  const bars = (matches?.days ?? []).map(({ day, count }) => {
    // One match among thousands is still a match.
    const height = Math.max(2, Math.round((count / most) * BARS_HEIGHT));
    return html`<rect
      class="bar"
      x="${percent(place(Date.parse(day)))}"
      y="${LIFE_Y - height - 1}"
      width="${percent(width)}"
      height="${height}"
    ></rect>`;
  });
  const marks = [
    html`<line
      class="now"
      x1="${percent(place(span.now))}"
      x2="${percent(place(span.now))}"
      y1="0"
      y2="46"
    ></line>`,
    ...(end !== undefined && end < span.to
      ? [html`<rect class="end" x="${percent(right)}" y="${LIFE_Y - 6}" width="3" height="16" rx="1"></rect>`]
      : []),
    ...(blocked === undefined
      ? []
      : [
          html`<circle
            class="blocked"
            cx="${percent(place(blocked.last))}"
            cy="${LIFE_Y + 2.5}"
            r="4.5"
          ></circle>`,
        ]),
  ];
  const life =
    right <= left
      ? []
      : [
          html`<rect
            class="${state === 'disabled' ? 'idle' : 'life'}"
            x="${percent(left)}"
            y="${LIFE_Y}"
            width="${percent(right - left)}"
            height="${LIFE_HEIGHT}"
            rx="2"
          ></rect>`,
        ];
  return html`<svg class="chart" role="img" aria-label="${chartWords(rule, span.now)}">
    ${life}${bars}${marks}
  </svg>`;
}

function percent(number: number): string {
  return `${Math.round(number * 100) / 100}%`;
}

/** What the chart shows, for those who do not see it. */
function chartWords(rule: RuleStatus, now: number): string {
  const { matches, blocked } = rule;
  const words = [
    `age ${ageWords(rule, now)}`,
    `ends ${endWords(rule)}`,
    matches === undefined
      ? 'matches not known'
      : `${plain(text`${matches.total}`)} matches on ${matches.days.length} days, last match ${lastMatchWords(rule)}`,
    ...(blocked === undefined ? [] : [`last block ${dayOf(blocked.last)}`]),
  ];
  return words.join(', ');
}
