import colors from 'picocolors';
import { escapeControls } from '../../errors';
import type { RequestRow, Review } from '../review';
import { plain } from '../text';
import { blocksOf } from './blocks';
import { requestText } from '../words/verdict';
import { type Block, EVERYTHING } from './document';

/** The review for a terminal; what others wrote cannot steer it. */
export function renderTerminal(review: Review): string {
  return `${blocksOf(review, EVERYTHING)
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

const ALERT = {
  caution: (text: string) => colors.red(colors.bold(text)),
  warning: (text: string) => colors.yellow(colors.bold(text)),
  important: (text: string) => colors.yellow(text),
  note: (text: string) => colors.green(text),
};

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.level === 3 ? colors.bold(plain(block.text)) : underlined(plain(block.text), block.level);
    case 'paragraph':
      return plain(block.text);
    case 'alert':
      return ALERT[block.severity](plain(block.text));
    case 'bullets':
      return block.items.map((item) => `  - ${plain(item)}`).join('\n');
    case 'requests':
      return ['Requests before and after:', ...requestLines(block.rows)].join('\n');
    case 'texts':
      return [`${block.title}:`, ...block.items.map((item) => `  ${plain(item)}`)].join('\n');
    case 'picture':
      return '';
  }
}

function underlined(title: string, level: 1 | 2): string {
  return `${colors.bold(title)}\n${(level === 1 ? '=' : '-').repeat(title.length)}`;
}

/** A table would be wider than most terminals: rows with the same result share a line. */
function requestLines(rows: readonly RequestRow[]): readonly string[] {
  const [first] = rows;
  const groups = new Map<string, string[]>();
  for (const { title, before, after } of rows) {
    const fate = before === after ? `${after}, as before` : `${before} -> ${after}`;
    groups.set(fate, [...(groups.get(fate) ?? []), title]);
  }
  return [
    ...(first === undefined ? [] : [`  ${first.title}: ${plain(requestText(first.request))}`]),
    ...[...groups].map(([fate, titles]) => `  - ${escapeControls(fate)}: ${titles.join('; ')}`),
  ];
}
