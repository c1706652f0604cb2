import type { PathStep, ValuePath } from '../values/value';

/** What the user sees: an error stops the operation, a warning does not. */
export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly summary: string;
  readonly detail: string;
  readonly path?: ValuePath;
}

/** An operation that ends with diagnostics instead of a result. */
export class DiagnosticError extends Error {
  override readonly name = 'DiagnosticError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`).join('\n'));
    this.diagnostics = diagnostics;
  }
}

/** An error of the whole operation, or of the attribute at `path`. */
export function errorDiagnostic(summary: string, detail: string, path?: ValuePath): Diagnostic {
  return { severity: 'ERROR', summary, detail, ...(path && { path }) };
}

/** A warning of the whole operation, or of the attribute at `path`. */
export function warningDiagnostic(summary: string, detail: string, path?: ValuePath): Diagnostic {
  return { severity: 'WARNING', summary, detail, ...(path && { path }) };
}

/** Renders a diagnostic as the protocol's message. */
export function diagnosticMessage(diagnostic: Diagnostic): object {
  const { severity, summary, detail, path } = diagnostic;
  return { severity, summary, detail, ...(path && { attribute: pathMessage(path) }) };
}

/** Renders a path as the protocol's message. It ends at a set: the protocol has no step to an element of one. */
export function pathMessage(path: ValuePath): object {
  const set = path.findIndex((step) => typeof step === 'object' && 'element' in step);
  return { steps: path.slice(0, set === -1 ? undefined : set).map(stepMessage) };
}

function stepMessage(step: PathStep): object {
  if (typeof step === 'string') return { attribute_name: step };
  if (typeof step === 'number') return { element_key_int: step };
  return 'key' in step ? { element_key_string: step.key } : {};
}
