import { errorDiagnostic, type Diagnostic } from '../grpc/diagnostics';
import { frameworkText, goQuote } from '../values/go-text';
import type { ValuePath } from '../values/value';

/** Writes a path as Terraform's plug-in framework does: `rules[0].action_parameters.headers["x"]`. */
export function pathText(path: ValuePath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (typeof step === 'string') return index === 0 ? step : `.${step}`;
      return 'key' in step ? `[${goQuote(step.key)}]` : `[Value(${frameworkText(step.element)})]`;
    })
    .join('');
}

/** Writes choices as Go prints a list of texts: `["a" "b"]`. */
export function choicesText(choices: readonly (string | number)[]): string {
  return `[${choices.map((choice) => `"${choice}"`).join(' ')}]`;
}

/** A value that is none of those allowed. */
export function invalidMatch(path: ValuePath, problem: string, value: string): Diagnostic {
  return errorDiagnostic('Invalid Attribute Value Match', valueProblem(path, problem, value), path);
}

/** A value outside its limits. */
export function invalidValue(path: ValuePath, problem: string, value: string): Diagnostic {
  return errorDiagnostic('Invalid Attribute Value', valueProblem(path, problem, value), path);
}

/** A text that is too short. */
export function invalidLength(path: ValuePath, problem: string, value: string): Diagnostic {
  return errorDiagnostic('Invalid Attribute Value Length', valueProblem(path, problem, value), path);
}

/** A value for an attribute that only the provider sets. */
export function readOnlyConfigured(path: ValuePath): Diagnostic {
  const problem = `Cannot set value for this attribute as the provider has marked it as read-only. Remove the configuration line setting the value.

Refer to the provider documentation or contact the provider developers for additional information about configurable and read-only attributes that are supported.`;
  return errorDiagnostic('Invalid Configuration for Read-Only Attribute', problem, path);
}

/** A required attribute without a value. */
export function missingRequired(path: ValuePath): Diagnostic {
  const problem = `Must set a configuration value for the ${pathText(path)} attribute as the provider has marked it as required.

Refer to the provider documentation or contact the provider developers for additional information about configurable attributes that are required.`;
  return errorDiagnostic('Missing Configuration for Required Attribute', problem, path);
}

/** Attributes that do not go together, or that need each other. */
export function invalidCombination(path: ValuePath, problem: string): Diagnostic {
  return errorDiagnostic('Invalid Attribute Combination', problem, path);
}

function valueProblem(path: ValuePath, problem: string, value: string): string {
  return `Attribute ${pathText(path)} ${problem}, got: ${value}`;
}
