import { randomBytes } from 'node:crypto';

/** The data centre of the sandbox. */
export const COLO = 'SBX';

export function newRayId(): string {
  return randomBytes(8).toString('hex');
}
