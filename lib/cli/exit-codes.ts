/** The command did what it was asked, and found something that must not go on. */
export const EXIT_FOUND = 1;

/** The command could not do what it was asked: a wrong option, a missing file, an API that does not answer. */
export const EXIT_USAGE = 2;

/** The command has a verdict, and it is not yes: the request does not match, or that is not known. */
export const EXIT_NO_MATCH = 1;
