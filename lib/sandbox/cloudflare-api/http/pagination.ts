import { apiError } from './errors';
import type { JsonObject } from '../json';

export interface Page<T> {
  readonly items: readonly T[];
  readonly resultInfo: { readonly cursors: { readonly before?: string; readonly after?: string } };
  /** True if all items fit on one page. */
  readonly isWhole: boolean;
}

/** The page that `?cursor=` and `?per_page=` ask for. A cursor is the place of the page's first item, in base64. */
export function cursorPage<T>(
  all: readonly T[],
  query: URLSearchParams,
  size: { readonly default: number; readonly max: number },
): Page<T> {
  const perPage = wholeNumber(query, 'per_page', { default: size.default, min: 1, max: size.max });
  const start = placeOf(query.get('cursor'));
  const end = start + perPage;
  return {
    items: all.slice(start, end),
    resultInfo: {
      cursors: {
        ...(start > 0 ? { before: cursorOf(Math.max(0, start - perPage)) } : {}),
        ...(end < all.length ? { after: cursorOf(end) } : {}),
      },
    },
    isWhole: start === 0 && end >= all.length,
  };
}

/** The page that `?page=` and `?per_page=` ask for; a page after the last one is empty. */
export function numberedPage<T>(
  all: readonly T[],
  query: URLSearchParams,
  size: { readonly default: number; readonly max: number },
): { readonly items: readonly T[]; readonly resultInfo: JsonObject } {
  const perPage = wholeNumber(query, 'per_page', { default: size.default, min: 1, max: size.max });
  const page = wholeNumber(query, 'page', { default: 1, min: 1, max: Number.MAX_SAFE_INTEGER });
  const items = all.slice((page - 1) * perPage, page * perPage);
  return {
    items,
    resultInfo: {
      page,
      per_page: perPage,
      count: items.length,
      total_count: all.length,
      total_pages: Math.ceil(all.length / perPage),
    },
  };
}

function wholeNumber(
  query: URLSearchParams,
  name: string,
  range: { readonly default: number; readonly min: number; readonly max: number },
): number {
  const text = query.get(name);
  if (text === null) return range.default;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < range.min || value > range.max) {
    throw apiError('queryValue', [text, name, `it must be a whole number from ${range.min} to ${range.max}`]);
  }
  return value;
}

function cursorOf(place: number): string {
  return Buffer.from(String(place)).toString('base64');
}

function placeOf(cursor: string | null): number {
  if (cursor === null || cursor === '') return 0;
  const text = Buffer.from(cursor, 'base64').toString('latin1');
  if (!/^\d+$/.test(text))
    throw apiError('queryValue', [cursor, 'cursor', 'it is not a cursor from an answer']);
  return Number(text);
}
