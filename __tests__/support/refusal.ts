import { InputError } from '../../lib';

/** What a refused value says, apart from the place. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly help: string;
}

/** The refusal that the action ends with. Anything else that it throws, or nothing, fails the test. */
export function refusalOf(action: () => unknown): Refusal {
  const { code, summary, help } = inputErrorOf(action);
  return { code, message: summary, help };
}

/** The {@link InputError} that the action throws. */
export function inputErrorOf(action: () => unknown): InputError {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
