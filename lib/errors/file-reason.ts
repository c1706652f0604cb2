import { escapeControls } from './show';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no file with this name'],
  ['ENOTDIR', 'there is no file with this name'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['ELOOP', 'it is a link that leads back to itself'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'it cannot be read: permission denied'],
  ['EPERM', 'it cannot be read: permission denied'],
]);

/** Why a file cannot be read, for a sentence. */
export function fileReason(error: unknown): string {
  const { code = '' } = error as { readonly code?: string };
  return REASONS.get(code) ?? escapeControls(error instanceof Error ? error.message : String(error));
}
