import type { MessageInitShape } from '@bufbuild/protobuf';
import type { PathStep, ValuePath } from '../values/value';
import {
  Diagnostic_Severity,
  type AttributePath_StepSchema,
  type AttributePathSchema,
  type DiagnosticSchema,
} from './tfplugin6_pb';

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
export function diagnosticMessage(diagnostic: Diagnostic): MessageInitShape<typeof DiagnosticSchema> {
  const { severity, summary, detail, path } = diagnostic;
  return {
    severity: Diagnostic_Severity[severity],
    summary,
    detail,
    ...(path && { attribute: pathMessage(path) }),
  };
}

/** Renders a path as the protocol's message. It ends at a set: the protocol has no step to an element of one. */
export function pathMessage(path: ValuePath): MessageInitShape<typeof AttributePathSchema> {
  const set = path.findIndex((step) => typeof step === 'object' && 'element' in step);
  return { steps: path.slice(0, set === -1 ? undefined : set).map(stepMessage) };
}

function stepMessage(step: PathStep): MessageInitShape<typeof AttributePath_StepSchema> {
  if (typeof step === 'string') return { selector: { case: 'attributeName', value: step } };
  if (typeof step === 'number') return { selector: { case: 'elementKeyInt', value: BigInt(step) } };
  return 'key' in step ? { selector: { case: 'elementKeyString', value: step.key } } : {};
}
