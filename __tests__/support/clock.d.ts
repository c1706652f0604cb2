/** The first moment of a run, in milliseconds since 1970. */
export declare const FIRST_DAY_MS: number;
/** Sets the clock of the programs that this process will start. */
export declare function setClock(): void;
