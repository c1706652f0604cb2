import type { RequestRow, Review } from '../review';
import { markdown, own, type Text, text } from '../text';
import { requestText } from '../words/verdict';
import { blocksOf } from './blocks';
import { type Block, type Detail, EVERYTHING } from './document';

/** Longest comment that GitHub takes, in bytes, with room for a line that a script adds. */
const MAX_BYTES = 65_536 - 1_536;

/** Fewer than any change takes, with its heading and sentence. */
const MIN_CHANGE_BYTES = 70;

/** Longest text of others in a cell: a table repeats it in every row. */
const MAX_CELL = 400;

/** Less and less, until it fits. */
const DETAILS: readonly Detail[] = [
  EVERYTHING,
  { ...EVERYTHING, characters: 2_000 },
  { ...EVERYTHING, requests: false, characters: 1_000 },
  { ...EVERYTHING, requests: false, expressions: false, characters: 400 },
  { requests: false, expressions: false, picture: false, changes: 40, items: 200, characters: 160 },
  { requests: false, expressions: false, picture: false, changes: 5, items: 50, characters: 80 },
  { requests: false, expressions: false, picture: false, changes: 0, items: 5, characters: 80 },
];

/** The review for a comment of a pull request: never longer than GitHub takes, whatever the plan holds. */
export function renderMarkdown(review: Review): string {
  const changes = review.zones.flatMap(({ entryPoints }) => entryPoints).flatMap((one) => one.changes);
  for (const detail of DETAILS) {
    // What cannot fit is not written to see that it does not.
    if (Math.min(changes.length, detail.changes) * MIN_CHANGE_BYTES > MAX_BYTES) continue;
    const body = blocksOf(review, detail)
      .map((block) => blockText(block, detail))
      .join('\n\n');
    const comment = `${body}${detail === EVERYTHING ? '' : `\n\n${LEFT_OUT}`}\n`;
    if (Buffer.byteLength(comment) <= MAX_BYTES) return comment;
  }
  return `## WAF review: ${review.verdict.kind}\n\n${LEFT_OUT}\n\nDigest: \`${review.digest}\`\n`;
}

const LEFT_OUT =
  'Parts were left out: the whole review is longer than a comment may be. The JSON form has all of it.';

function blockText(block: Block, detail: Detail): string {
  const write = (words: Text) => markdown(words, detail.characters);
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + 1)} ${write(block.text)}`;
    case 'paragraph':
      return write(block.text);
    case 'alert':
      return `> [!${block.severity.toUpperCase()}]\n> ${write(block.text)}`;
    case 'bullets':
      return block.items.map((item) => `- ${write(item)}`).join('\n');
    case 'requests':
      return folded('Requests before and after', requestTable(block.rows, detail));
    case 'texts':
      return folded(block.title, block.items.map((item) => `- ${write(item)}`).join('\n'));
    case 'picture':
      return `\`\`\`mermaid\n${block.mermaid}\n\`\`\``;
  }
}

function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;
}

/** What changes comes first. */
function requestTable(rows: readonly RequestRow[], detail: Detail): string {
  const changed = rows.filter(({ before, after }) => before !== after);
  const sorted = [...changed, ...rows.filter((row) => !changed.includes(row))];
  const lines = sorted.map(({ title, request, before, after }) => [
    own(title),
    requestText(request),
    text`${before}`,
    before === after ? own('the same') : text`${after}`,
  ]);
  return ['|  | Request | Before | After |', '| --- | --- | --- | --- |']
    .concat(lines.map((row) => `| ${row.map((cell) => cellText(cell, detail)).join(' | ')} |`))
    .join('\n');
}

/**
 * A table is cut into cells before anything else is read, code spans included, and a backslash before the escaped bar
 * would undo the escape.
 */
function cellText(words: Text, detail: Detail): string {
  const characters = Math.min(detail.characters, MAX_CELL);
  return markdown(words, characters).replace(/(\\*)\|/g, (_, slashes: string) =>
    slashes === '' ? '\\|' : `${slashes}\\u{7c}`,
  );
}
