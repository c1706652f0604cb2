import type { Operation } from '../http/operation';

/** The id of a token is not a secret and reveals nothing; both tokens of the sandbox have this one. */
const TOKEN_ID = '00000000000000000000000000000001';

/** `GET /user/tokens/verify`: who gets here has a valid token. */
export const verifyToken: Operation = () => ({ result: { id: TOKEN_ID, status: 'active' } });
