import { ApiError } from './api/api-error';
import { DiagnosticError, errorDiagnostic, warningDiagnostic, type Diagnostic } from './grpc/diagnostics';

/** Runs requests; an API error becomes an error of the operation, under the given summary. */
export async function reporting<T>(summary: string, requests: () => Promise<T>): Promise<T> {
  try {
    return await requests();
  } catch (error) {
    if (error instanceof ApiError) throw new DiagnosticError(errorDiagnostic(summary, error.message));
    throw error;
  }
}

/** The summary of most API errors. */
export const REQUEST_FAILED = 'failed to make http request';

/** What a refresh says of an object that is gone. */
export const NOT_FOUND: Diagnostic = warningDiagnostic(
  'Resource not found',
  'The resource was not found on the server and will be removed from state.',
);

/** Runs requests; `null` if the API says that the object does not exist (404). */
export async function unlessNotFound<T>(requests: () => Promise<T>): Promise<T | null> {
  try {
    return await requests();
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}
