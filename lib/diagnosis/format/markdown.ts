import { markdown, type Text, text } from '../../review/text';
import type { DiagnosedRequest, Diagnosis } from '../diagnosis';
import { MOST_TOLD, moreText, NO_REQUEST } from './terminal';
import { type Payloads, requestWords, skippedText } from './words';

/** Longest text of others in a sentence. */
const MAX_CHARACTERS = 400;

/** The diagnosis for an issue or a comment; what others wrote is code, and no markup. */
export function diagnosisMarkdown({ requests, skipped }: Diagnosis, payloads: Payloads = new Map()): string {
  const skippedWords = skippedText(skipped);
  return `${[
    '## Who answered, and why',
    ...(requests.length === 0 ? [NO_REQUEST] : []),
    ...requests.slice(0, MOST_TOLD).map((request) => requestBlock(request, payloads)),
    ...(requests.length > MOST_TOLD ? [moreText(requests.length)] : []),
    ...(skippedWords === undefined
      ? []
      : [
          skippedWords,
          skipped.first
            .map(({ place: { source, line }, why }) => {
              const where = line === undefined ? source : `${source} (${line})`;
              return `- ${write(text`${where}: ${why}`)}`;
            })
            .join('\n'),
        ]),
  ].join('\n\n')}\n`;
}

function requestBlock(request: DiagnosedRequest, payloads: Payloads): string {
  const { title, verdict, lists, remedy } = requestWords(request, payloads);
  return [
    `### ${write(title)}`,
    `**${write(verdict)}** ${write(remedy)}`,
    ...lists.map(
      ({ heading, items }) => `${heading}:\n\n${items.map((item) => `- ${write(item)}`).join('\n')}`,
    ),
  ].join('\n\n');
}

function write(sentence: Text): string {
  return markdown(sentence, MAX_CHARACTERS);
}
