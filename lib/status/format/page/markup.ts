import { escapeControls } from '../../../errors';
import type { Text } from '../../../review/text';

/** HTML that is written by us; texts of others come in through {@link html} only. */
export interface Markup {
  readonly markup: string;
}

/** Longest text of others that the page repeats. */
const MAX_TEXT = 300;

type Piece = string | number | Markup | readonly Markup[];

/** Writes markup: what is in `${}` is text, unless it is markup itself. */
export function html(words: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return {
    // The code is indented for its readers, the page is not.
    markup: words.map((word, index) => word.replace(/\n +/g, '\n') + pieceText(pieces[index])).join(''),
  };
}

function pieceText(piece: Piece | undefined): string {
  if (piece === undefined) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return safe(piece);
  return 'markup' in piece ? piece.markup : piece.map(({ markup }) => markup).join('');
}

/** A sentence; the pieces of others neither turn the text around them nor end an element. */
export function sentence(words: Text): Markup {
  return {
    markup: words
      .map((piece) => (typeof piece === 'string' ? safe(piece) : html`<bdi>${piece.quoted}</bdi>`.markup))
      .join(''),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function safe(text: string): string {
  const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text;
  return escapeControls(cut).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
