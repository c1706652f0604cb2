import { DiagnosticError, errorDiagnostic } from './diagnostics';

/**
 * Splits an import id into its URL-encoded segments.
 *
 * @param format the expected segments, as the message for the user shows them
 * @throws DiagnosticError for another number of segments, or one that is not URL-encoded
 */
export function importSegments(id: string, format: readonly string[]): string[] {
  const segments = id.split('/');
  if (segments.length !== format.length) {
    const expected = format.join('/');
    throw new DiagnosticError(
      errorDiagnostic('invalid ID', `expected urlencoded segments "${expected}", got "${id}"`),
    );
  }
  return segments.map((segment, index) => decodeSegment(segment, format[index] ?? ''));
}

function decodeSegment(segment: string, name: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new DiagnosticError(
      errorDiagnostic('invalid urlencoded segment', `for "${name}" : invalid URL escape -> "${segment}"`),
    );
  }
}
