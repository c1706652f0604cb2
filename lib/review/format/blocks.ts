import { jsonText } from '../../errors';
import { readRuleDescription } from '../../exceptions';
import { areListed } from '../list-reviews';
import { KNOWN_AFTER_APPLY } from '../plan/read-rules';
import type { EntryPointReview, ListReview, Review, RuleReview, ZoneReview } from '../review';
import { counted, list, own, plain, type Text, text, grouped } from '../text';
import { phaseTitle } from '../words/entry-point';
import { executionsAlert, executionWords } from '../words/executions';
import { type Headline, headlineOf, isToldBy, ruleVerdictWords } from '../words/headline';
import { verdictWords } from '../words/verdict';
import type { Block, Detail } from './document';
import { pictureOf } from './picture';

/** Expressions of an undecided comparison that are shown. */
const MAX_COMPARED = 5;

/** Attributes of another resource that are shown, and most characters of a value. */
const MAX_ATTRIBUTES = 12;
const MAX_VALUE = 160;

/** Items of a list that are shown one by one. */
const MAX_ITEMS = 200;

/** The review as a document, for every format that people read. */
export function blocksOf(review: Review, detail: Detail): readonly Block[] {
  const { isEmpty, zones, lists, others, executions, expiring, digest } = review;
  if (isEmpty) {
    return [
      heading(1, own('WAF review: no changes')),
      paragraph(own('The plan changes nothing.')),
      ...executionAlerts(review),
      ...executionBlocks(executions, detail),
      ...expiringBlocks(expiring, detail),
      paragraph(text`Digest: ${digest}`),
    ];
  }
  const headline = headlineOf(review);
  return [
    heading(1, [...own('WAF review: '), ...headline.title]),
    ...many([...executionAlerts(review), ...alerts(review, headline)], detail, 'warning').flat(),
    ...executionBlocks(executions, detail),
    ...many(
      zones.map((zone) => zoneBlocks(zone, headline, detail)),
      detail,
      'zone',
    ).flat(),
    ...(lists.length === 0 ? [] : [heading(2, own('Lists'))]),
    ...many(
      lists.map((one) => listBlocks(one, headline, detail)),
      detail,
      'list',
    ).flat(),
    ...(others.length === 0
      ? []
      : [heading(2, own('Other resources')), bullets(limited(others.map(otherWords), detail))]),
    ...expiringBlocks(expiring, detail),
    paragraph(text`Digest: ${digest}`),
  ];
}

function executionAlerts({ executions }: Review): readonly Block[] {
  if (executions.length === 0) return [];
  return [{ kind: 'alert', severity: 'caution', text: executionsAlert(executions) }];
}

function executionBlocks(executions: Review['executions'], detail: Detail): readonly Block[] {
  if (executions.length === 0) return [];
  return [heading(2, own('Executed')), bullets(limited(executions.map(executionWords), detail))];
}

function alerts({ zones, others }: Review, { severity, words }: Headline): readonly Block[] {
  const alarms = zones
    .flatMap(({ entryPoints }) => entryPoints)
    .map(({ alarm }) => alarm)
    .filter((alarm) => alarm.length > 0);
  // A headline that shows a request says nothing of them.
  const touching = others.filter(({ touches }) => touches !== undefined && !plain(words).includes(touches));
  return [
    ...alarms.map((alarm): Block => ({ kind: 'alert', severity: 'caution', text: alarm })),
    { kind: 'alert', severity, text: words },
    ...touching.map(({ address, touches = '' }): Block => {
      const consequence = own(` changes, and ${touches}. That is not compared.`);
      return { kind: 'alert', severity: 'warning', text: [...text`${address}`, ...consequence] };
    }),
  ];
}

function zoneBlocks(zone: ZoneReview, headline: Headline, detail: Detail): readonly Block[] {
  const picture = detail.picture ? pictureOf(zone) : undefined;
  return [
    heading(2, text`Zone ${zone.name ?? zone.id}`),
    ...zone.entryPoints.flatMap((entryPoint) => entryPointBlocks(entryPoint, headline, detail)),
    ...(picture === undefined ? [] : [{ kind: 'picture', mermaid: picture } as const]),
  ];
}

function entryPointBlocks(
  entryPoint: EntryPointReview,
  headline: Headline,
  detail: Detail,
): readonly Block[] {
  const { changes, quota, phase, calm } = entryPoint;
  const shown = changes.slice(0, detail.changes);
  // Another place takes one line: what the rule does stays, unless its verdict says otherwise.
  const moved = shown.filter(isMovedOnly);
  const count = quotaText(quota);
  const limit =
    quota.limit === undefined
      ? ''
      : `, of the ${grouped(quota.limit)} that the zone's Cloudflare plan allows`;
  return [
    paragraph([...calm, ...own(`${calm.length === 0 ? '' : ' '}The phase has ${count}${limit}.`)]),
    ...shown
      .filter((change) => !isMovedOnly(change))
      .flatMap((change) => ruleBlocks(change, headline, detail)),
    ...(moved.length === 0 ? [] : [bullets(moved.map(movedWords))]),
    ...(shown.length < changes.length
      ? [
          paragraph(
            own(`${counted(changes.length - shown.length, 'more change')} of the `).concat(
              phaseTitle(phase),
              own(' left out here: the JSON form has all.'),
            ),
          ),
        ]
      : []),
  ];
}

function isMovedOnly({ kind, verdict }: RuleReview): boolean {
  return kind === 'moved' && (verdict === undefined || verdict.kind === 'same');
}

function movedWords({ isException, ref, owner, from = 0, to = 0 }: RuleReview): Text {
  // Its number stays where as many rules go before it as come.
  const places = from === to ? 'among its neighbours' : `from place ${from + 1} to ${to + 1}`;
  return [
    ...own(`Moved ${places}: the ${isException ? 'exception' : 'FOREIGN rule'} `),
    ...text`${ref}`,
    ...(owner === undefined ? [] : text`, owner ${owner}`),
  ];
}

function ruleBlocks(rule: RuleReview, headline: Headline, detail: Detail): readonly Block[] {
  const title = rule.kind.charAt(0).toUpperCase() + rule.kind.slice(1);
  const what = rule.isException ? own('exception ') : own('FOREIGN rule ');
  return [
    heading(3, [...own(`${title}: `), ...what, ...text`${rule.ref}`]),
    paragraph(rule.sentence),
    bullets(rule.isDescribedThere ? ownFacts(rule, headline) : factsOf(rule, headline)),
    ...(detail.requests && rule.requests.length > 0
      ? [{ kind: 'requests', rows: rule.requests } as const]
      : []),
    ...(detail.expressions && !rule.isDescribedThere ? expressionBlocks(rule) : []),
  ].filter((block) => block.kind !== 'bullets' || block.items.length > 0);
}

function factsOf(rule: RuleReview, headline: Headline): readonly Text[] {
  const { owner, ticket, description, clauses, further, findings, isException } = rule;
  // Below it is shown as it was and as it becomes; the sentence of a rule that skips nothing names it.
  const isDescribed =
    rule.fields.some(({ field }) => field === 'description') || (!isException && rule.verdict === undefined);
  return [
    ...ownFacts(rule, headline),
    ...(further.length === 0
      ? []
      : [[...own('Not told by the sentence: '), ...list(further.map((condition) => text`${condition}`))]]),
    ...(isException
      ? [
          [
            ...(owner === undefined ? own('No owner') : text`Owner ${owner}`),
            ...(ticket === undefined ? own(', no ticket') : text`, ticket ${ticket}`),
          ],
        ]
      : []),
    ...(description === '' || isDescribed ? [] : [descriptionWords(rule)]),
    ...(clauses === undefined
      ? []
      : [
          ...clauses.removed.map((clause) => text`Condition removed: ${clause}`),
          ...clauses.added.map((clause) => text`Condition added: ${clause}`),
        ]),
    ...rule.fields
      .filter(({ field }) => field !== 'expression' || clauses === undefined)
      .map(({ field, before, after }) =>
        after === KNOWN_AFTER_APPLY
          ? text`${field}: only the apply shows what becomes of ${json(before)}`
          : text`${field}: ${json(before)} becomes ${json(after)}`,
      ),
    ...findings.map(({ words }) => words),
  ];
}

/** What is to be said of this change alone, even where the rule is described in its other phase. */
function ownFacts(rule: RuleReview, headline: Headline): readonly Text[] {
  return [
    ...(isToldBy(headline, rule) ? [] : [ruleVerdictWords(rule)]),
    ...(rule.isOnBase ? [own('The base branch makes this change too: it is not new here.')] : []),
  ];
}

/** Owner, ticket and end are shown next to it; a description that names another end is shown as it is. */
function descriptionWords({ isException, description, lastDay }: RuleReview): Text {
  const { owner, reason, until } = readRuleDescription(description);
  const isToldApart = isException && owner !== undefined && (until === undefined || until === lastDay);
  return isToldApart ? text`Reason: ${reason}` : text`Description: ${description}`;
}

function expressionBlocks({ expression: { before, after }, clauses, verdict }: RuleReview): readonly Block[] {
  const isTold = clauses === undefined && before !== undefined && before === after;
  const items = isTold ? [] : expressionItems(before, after);
  const compared = comparedItems(verdict);
  return [
    ...(items.length === 0 ? [] : [{ kind: 'texts', title: 'Expression', items: items } as const]),
    ...(compared.length === 0
      ? []
      : [{ kind: 'texts', title: 'Compared, and not decided', items: compared } as const]),
  ];
}

function expressionItems(before: string | undefined, after: string | undefined): readonly Text[] {
  // An empty one is not known before the apply: the sentence says so.
  if (after === '') return [];
  const isOne = before === undefined || after === undefined || before === after;
  if (isOne) return [text`${after ?? before ?? ''}`];
  return [text`Before: ${before}`, text`After: ${after}`];
}

/** Never more than a reader would compare. */
function comparedItems(verdict: RuleReview['verdict']): readonly Text[] {
  const { before = [], after = [] } = verdict?.undecided ?? {};
  return [
    ...before.slice(0, MAX_COMPARED).map((one) => text`Before: ${one}`),
    ...(before.length > MAX_COMPARED ? [own(`Before: ${before.length - MAX_COMPARED} more`)] : []),
    ...after.slice(0, MAX_COMPARED).map((one) => text`After: ${one}`),
  ];
}

function expiringBlocks(expiring: Review['expiring'], detail: Detail): readonly Block[] {
  if (expiring.length === 0) return [];
  const isAnyOver = expiring.some(({ daysLeft }) => daysLeft <= 0);
  return [
    heading(2, own(isAnyOver ? 'Ended, or ending soon' : 'Ending soon')),
    bullets(limited(expiring.map(expiringWords), detail)),
  ];
}

function expiringWords({ ref, lastDay, daysLeft, owner }: Review['expiring'][number]): Text {
  return [
    ...text`${ref}`,
    ...own(
      daysLeft <= 0
        ? ` ended after ${lastDay} (UTC)`
        : ` ends after ${lastDay} (UTC), in ${counted(daysLeft, 'day')}`,
    ),
    ...(owner === undefined ? [] : text`, owner ${owner}`),
  ];
}

function listBlocks(changed: ListReview, headline: Headline, detail: Detail): readonly Block[] {
  const { sentence, verdict, added, removed } = changed;
  const items = [
    ...(areListed(added) ? [] : added.map((item) => text`Added: ${item}`)),
    ...(areListed(removed) ? [] : removed.map((item) => text`Removed: ${item}`)),
  ];
  return [
    paragraph(
      verdict === undefined || isToldBy(headline, changed)
        ? sentence
        : [...sentence, ' ', ...verdictWords(verdict)],
    ),
    ...(items.length === 0 || !detail.expressions
      ? []
      : [{ kind: 'texts', title: 'Items', items: atMost(items, MAX_ITEMS) } as const]),
  ];
}

function otherWords({ address, action, isInert, changes, touches }: Review['others'][number]): Text {
  const shown = isInert ? [] : changes.slice(0, MAX_ATTRIBUTES);
  const more = changes.length - shown.length;
  return [
    ...text`${address}`,
    ...own(`: ${action}`),
    ...(isInert ? own(', holds values only') : []),
    ...(touches === undefined ? [] : own(`; ${touches}`)),
    ...(shown.length === 0
      ? []
      : [
          '; ',
          ...list(
            [
              ...shown.map(({ attribute, before, after }) =>
                attributeWords(attribute, before, after, action),
              ),
              ...(more > 0 ? [own(counted(more, 'more attribute'))] : []),
            ],
            'and',
          ),
        ]),
  ];
}

function attributeWords(attribute: string, before: unknown, after: unknown, action: string): Text {
  if (action === 'create') return text`${attribute} ${valueText(after)}`;
  if (action === 'delete') return text`${attribute} ${valueText(before)}`;
  return text`${attribute} ${valueText(before)} -> ${valueText(after)}`;
}

function valueText(value: unknown): string {
  const whole = json(value);
  return whole.length <= MAX_VALUE ? whole : `${whole.slice(0, MAX_VALUE)}...`;
}

function quotaText({ before, after }: EntryPointReview['quota']): string {
  if (before === after) return counted(after, 'rule');
  return `${counted(before, 'rule')} before, ${after ?? 'an unknown number'} after`;
}

function limited(items: readonly Text[], { items: most }: Detail): readonly Text[] {
  return atMost(items, most);
}

function atMost(items: readonly Text[], most: number): readonly Text[] {
  return items.length <= most ? items : [...items.slice(0, most), own(`and ${items.length - most} more`)];
}

/** The first of many blocks, and how many more there are. */
function many(
  blocks: readonly (Block | readonly Block[])[],
  { items: most }: Detail,
  noun: string,
): readonly (Block | readonly Block[])[] {
  if (blocks.length <= most) return blocks;
  return [
    ...blocks.slice(0, most),
    paragraph(own(`${counted(blocks.length - most, noun)} more, left out here.`)),
  ];
}

function json(value: unknown): string {
  return value === undefined ? 'nothing' : jsonText(value);
}

function heading(level: 1 | 2 | 3, words: Text): Block {
  return { kind: 'heading', level, text: words };
}

function paragraph(words: Text): Block {
  return { kind: 'paragraph', text: words };
}

function bullets(items: readonly Text[]): Block & { readonly kind: 'bullets' } {
  return { kind: 'bullets', items };
}
