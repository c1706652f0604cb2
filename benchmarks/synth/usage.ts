/** What a process used, from its start to its end. */
export interface Usage {
  /** User and system time, in milliseconds. */
  readonly processMs: number;
  readonly peakMb: number;
}

/** Prints what this process used, as JSON, when it ends. */
export function reportUsage(): void {
  process.once('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage: Usage = { processMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 };
    console.log(JSON.stringify(usage));
  });
}
