/** What an error says, besides where. */
export interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly help?: string | undefined;
  /** Where Cloudflare says it, if not where the range starts. */
  readonly reportedAt?: number | undefined;
}
