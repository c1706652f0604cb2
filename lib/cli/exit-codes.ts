/** The command did what it was asked, and found something that must not go on. */
export const EXIT_FOUND = 1;

/** The command could not do what it was asked: a wrong option, a missing file, an API that does not answer. */
export const EXIT_USAGE = 2;

/** The command told its verdict, and it is not yes: the request is not matched, or nobody can tell. */
export const EXIT_NO_MATCH = 1;
