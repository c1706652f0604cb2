/** The command did what it was asked, and found something that must not go on. */
export const EXIT_FOUND = 1;

/** The command could not do what it was asked: a wrong option, a missing file, an API that does not answer. */
export const EXIT_USAGE = 2;
