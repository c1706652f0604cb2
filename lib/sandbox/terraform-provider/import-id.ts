import { errorDiagnostic, type Diagnostic } from './grpc/diagnostics';
import { goQuote } from './values/go-text';

/** The parts of an import id, and what is wrong with it. */
interface ImportId {
  readonly segments: readonly string[];
  readonly problems: Diagnostic[];
}

/**
 * Splits an import id into its URL-encoded segments. Another number of segments is one problem, and each segment that is
 * not URL-encoded is another.
 *
 * @param format the expected segments, as the message for the user shows them
 */
export function importSegments(id: string, format: readonly string[]): ImportId {
  const parts = id.split('/');
  if (parts.length !== format.length) {
    const detail = `expected urlencoded segments ${goQuote(format.join('/'))}, got ${goQuote(id)}`;
    return { segments: [], problems: [errorDiagnostic('invalid ID', detail)] };
  }
  const problems: Diagnostic[] = [];
  const segments = parts.map((segment, index) => {
    try {
      return decodeURIComponent(segment);
    } catch {
      problems.push(invalidSegment(segment, format[index] ?? ''));
      return '';
    }
  });
  return { segments, problems };
}

function invalidSegment(segment: string, name: string): Diagnostic {
  // What Go stumbled over: the first percent sign without two digits, and what it took for them.
  const escape = /%(?![0-9A-Fa-f]{2}).{0,2}/su.exec(segment)?.[0] ?? segment;
  const detail = `for ${goQuote(name)} : invalid URL escape ${goQuote(escape)} -> ${goQuote(segment)}`;
  return errorDiagnostic('invalid urlencoded segment', detail);
}
