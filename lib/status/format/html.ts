import { counted, plain, text } from '../../review/text';
import { dayOf, type DueItem } from '../due';
import type { RuleStatus, SkippedStatus, StatusReport, ZoneStatus } from '../report';
import { html, type Markup, sentence } from './page/markup';
import { STYLE } from './page/style';
import { axis, chart, timeSpan, type TimeSpan } from './page/timeline';
import { ageWords, endWords, lastMatchWords, lookBackWords, matchWords, ownerWords, ruleName } from './words';

/** Most bytes of a page. */
const MAX_BYTES = 150_000;

/** How much is shown; less and less, until it fits. */
const DETAILS = [
  { areDetailsTold: () => true, most: Infinity },
  { areDetailsTold: ({ due }: RuleStatus) => due.length > 0, most: Infinity },
  { areDetailsTold: () => false, most: Infinity },
  { areDetailsTold: () => false, most: 60 },
  { areDetailsTold: () => false, most: 12 },
] as const;

type Detail = (typeof DETAILS)[number];

/**
 * The report as one page that needs nothing else: no script, no font, no picture, no request. What others wrote is text on
 * it, and its own policy forbids whatever else a browser could do with it.
 */
export function statusHtml(report: StatusReport): string {
  for (const detail of DETAILS) {
    const page = pageText(report, detail);
    if (Buffer.byteLength(page) <= MAX_BYTES) return page;
  }
  return pageText({ ...report, zones: [] }, DETAILS[0]);
}

/** What a person does about rules, and what is above them. */
const GROUPS = [
  { advice: 'remove', tone: 'remove', title: 'Remove', hint: 'they no longer have any effect' },
  { advice: 'remove?', tone: 'ask', title: 'Remove?', hint: 'they are unused: ask the owner' },
  { advice: 'look', tone: 'look', title: 'Look at', hint: 'they need a decision' },
  { advice: undefined, tone: 'fine', title: 'Nothing due', hint: 'in use, new, or not logged' },
] as const satisfies readonly {
  readonly advice: DueItem['advice'] | undefined;
  readonly tone: string;
  readonly title: string;
  readonly hint: string;
}[];

type Group = (typeof GROUPS)[number];

function pageText(report: StatusReport, detail: Detail): string {
  const { zones, now } = report;
  const [first] = zones;
  const title =
    first !== undefined && zones.length === 1
      ? `WAF exceptions on ${first.name}`
      : `WAF exceptions on ${counted(zones.length, 'zone')}`;
  const all = zones.flatMap(({ rules }) => rules);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title}</title>
        <style>
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p class="soft">${subtitle(all, now)}</p>
          <ul class="tiles">
            ${GROUPS.map((group) => tile(group, all))}
          </ul>
          ${legend()} ${zones.map((zone) => zoneSection(zone, report, detail))}
        </main>
      </body>
    </html> `;
  return page.markup;
}

function subtitle(rules: readonly RuleStatus[], now: number): string {
  const time = `${dayOf(now)} ${new Date(now).toISOString().slice(11, 16)} UTC`;
  const foreign = rules.filter(({ kind }) => kind === 'foreign').length;
  const others = foreign === 0 ? '' : `, ${foreign} of them made by others`;
  return `${counted(rules.length, 'skip rule')}${others}. As of ${time}.`;
}

function groupOf({ due }: RuleStatus): Group {
  const advices = due.map(({ advice }) => advice);
  const [group] = GROUPS.filter(({ advice }) => advice !== undefined && advices.includes(advice));
  return group ?? GROUPS[3];
}

function tile(group: Group, rules: readonly RuleStatus[]): Markup {
  const { tone, title, hint } = group;
  const count = rules.filter((rule) => groupOf(rule) === group).length;
  const inner = html`<b>${count}</b>${title}<br /><span class="soft">${hint}</span>`;
  return count === 0
    ? html`<li class="${tone} none"><span class="tile">${inner}</span></li>`
    : html`<li class="${tone}"><a href="#${tone}">${inner}</a></li>`;
}

function legend(): Markup {
  const item = (mark: Markup, words: string): Markup =>
    html`<li><svg class="chart" aria-hidden="true">${mark}</svg>${words}</li>`;
  return html`<ul class="legend">
    ${[
      item(
        html`<rect class="bar" x="2" y="2" width="4" height="10"></rect
          ><rect class="bar" x="9" y="6" width="4" height="6"></rect>`,
        'matches a day',
      ),
      item(
        html`<rect class="life" x="0" y="4" width="22" height="5" rx="2"></rect>`,
        'the time during which it applies',
      ),
      item(html`<line class="now" x1="11" x2="11" y1="0" y2="12"></line>`, 'today'),
      item(html`<circle class="blocked" cx="11" cy="6" r="4.5"></circle>`, 'the last block of its requests'),
    ]}
  </ul>`;
}

function zoneSection(zone: ZoneStatus, { now, zones }: StatusReport, detail: Detail): Markup {
  const { name, rules } = zone;
  const span = timeSpan(zone.lookBack, now);
  // The tiles lead to the first rules of their kind.
  const isLinked = (group: Group): boolean =>
    zone === zones.find((one) => one.rules.some((rule) => groupOf(rule) === group));
  const notes = [...lookBackWords(zone), ...zone.notes].map((note) => html`<li>${note}</li>`);
  return html`<section>
    ${zones.length === 1 ? html`<h2>What is due</h2>` : html`<h2>${name}</h2>`}
    ${rules.length === 0 ? html`<p>No rule skips anything.</p>` : GROUPS.map((group) => groupSection(group, rules, span, detail, isLinked(group)))}
    <ul class="notes">
      ${notes}
    </ul>
  </section> `;
}

function groupSection(
  group: Group,
  rules: readonly RuleStatus[],
  span: TimeSpan,
  { areDetailsTold, most }: Detail,
  isLinked: boolean,
): Markup {
  const own = rules.filter((rule) => groupOf(rule) === group);
  if (own.length === 0) return html``;
  const { tone, title, hint } = group;
  const left = Math.max(0, own.length - most);
  const rest =
    left === 0
      ? html``
      : html`<p class="soft">
          ${counted(left, 'more rule')}: the page has reached its maximum length; the JSON output has all of
          them.
        </p>`;
  const words = html`<span class="dot"></span>${title}
    <small>${counted(own.length, 'rule')}: ${hint}</small>`;
  return html`
    ${isLinked ? html`<h3 class="${tone}" id="${tone}">${words}</h3>` : html`<h3 class="${tone}">${words}</h3>`}
    ${axis(span)} ${own.slice(0, most).map((rule) => ruleArticle(rule, tone, span, areDetailsTold(rule)))}
    ${rest}
  `;
}

function ruleArticle(rule: RuleStatus, tone: Group['tone'], span: TimeSpan, isTold: boolean): Markup {
  const { due, matches, state } = rule;
  const stateWords =
    state === 'disabled' || state === 'pending' ? html` <span class="soft">(${state})</span>` : html``;
  const count =
    matches === undefined
      ? html`<p class="soft">not known</p>`
      : html`<p><b>${matchWords(rule)}</b> ${matches.total === 1 ? 'match' : 'matches'}</p>`;
  return html`<article class="rule ${tone}">
    <div>
      <h4><bdi>${ruleName(rule)}</bdi>${stateWords}</h4>
      <p class="soft"><bdi>${ownerWords(rule) === '-' ? 'no owner' : ownerWords(rule)}</bdi></p>
      <p class="soft">
        <span class="whole">age ${ageWords(rule, span.now)},</span>
        <span class="whole">ends ${endWords(rule)}</span>
      </p>
    </div>
    <div>
      ${due.map((item) => html`<p class="due">${capital(sentence(item.sentence))}</p>`)} ${chart(rule, span)}
    </div>
    <div class="count">
      ${count}
      <p class="soft">last: ${lastMatchWords(rule)}</p>
    </div>
    ${isTold ? details(rule) : html``}
  </article> `;
}

function details(rule: RuleStatus): Markup {
  const { reason, matches, skipped, phase, ref, ruleId } = rule;
  const requests = matches?.requests ?? [];
  const rows: readonly (readonly [string, Markup])[] = [
    ['What it does', capital(sentence(rule.sentence))],
    ...(reason === '' ? [] : [['Why', html`<bdi>${reason}</bdi>`] as const]),
    ...(requests.length === 0
      ? []
      : [
          [
            'Requests that use it',
            html`<ul>
              ${requests.map(
                (one) =>
                  html`<li>
                    ${plain(text`${one.count}`)} &times;
                    <code><bdi>${`${one.method} ${one.host}${one.path}`}</bdi></code>
                  </li>`,
              )}${more(matches?.moreRequests ?? 0)}
            </ul>`,
          ] as const,
        ]),
    [
      'What it skips',
      html`<ul>
        ${skipped.map((one) => html`<li><bdi>${one.title}</bdi>: ${effectWords(one)}</li>`)}
      </ul>`,
    ],
    ['Where', html`<code>${phase}</code>, <code><bdi>${ref ?? ruleId ?? ''}</bdi></code>`],
  ];
  return html`<details class="wide">
    <summary>Requests, and what it skips</summary>
    <dl>
      ${rows.map(
        ([term, value]) =>
          html`<dt>${term}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </details>`;
}

function more(count: number): Markup {
  return count === 0 ? html`` : html`<li class="soft">and ${counted(count, 'other kind')} of requests</li>`;
}

const EFFECTS = {
  acts: 'would act',
  logs: 'only logs',
  disabled: 'disabled',
  gone: 'gone',
  unknown: 'not read here',
} as const;

function effectWords({ effect, since }: SkippedStatus): string {
  return since === undefined ? EFFECTS[effect] : `${EFFECTS[effect]}, since ${dayOf(since)} or earlier`;
}

/** With a capital letter, unless it begins with an element. */
function capital({ markup }: Markup): Markup {
  return { markup: markup.charAt(0).toUpperCase() + markup.slice(1) };
}
