import colors from 'picocolors';
import { escapeControls } from '../../errors';
import { plain } from '../../review/text';
import type { DiagnosedRequest, Diagnosis } from '../diagnosis';
import { type Payloads, requestWords, skippedText } from './words';

/** As many requests are described in sentences; the JSON has them all. */
export const MOST_TOLD = 25;

/** Said where nothing that was asked for is found. */
export const NO_REQUEST =
  'The evidence has no such request. With `--live`, a URL is looked up in the last day only, and a ray id in everything that Cloudflare keeps.';

/** The diagnosis for a terminal; what others wrote cannot steer it. */
export function diagnosisTerminal({ requests, skipped }: Diagnosis, payloads: Payloads = new Map()): string {
  const told = requests.slice(0, MOST_TOLD).map((request) => requestLines(request, payloads));
  const blocks = requests.length === 0 ? [NO_REQUEST] : told;
  const skippedWords = skippedText(skipped);
  return `${[
    ...blocks,
    ...(requests.length > MOST_TOLD ? [moreText(requests.length)] : []),
    ...(skippedWords === undefined
      ? []
      : [
          [
            skippedWords,
            ...skipped.first.map(({ place: { source, line }, why }) =>
              escapeControls(`  - ${source}${line === undefined ? '' : ` (${line})`}: ${why}`),
            ),
          ].join('\n'),
        ]),
  ].join('\n\n')}\n`;
}

export function moreText(count: number): string {
  return `${count - MOST_TOLD} more: \`--format json\` has all of them; name a ray or a URL to select some.`;
}

function requestLines(request: DiagnosedRequest, payloads: Payloads): string {
  const { title, verdict, lists, remedy } = requestWords(request, payloads);
  return [
    colors.bold(plain(title)),
    plain(verdict),
    plain(remedy),
    ...lists.flatMap(({ heading, items }) => [`${heading}:`, ...items.map((item) => `  - ${plain(item)}`)]),
  ].join('\n');
}
