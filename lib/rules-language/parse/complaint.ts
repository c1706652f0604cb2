/** What an error says, besides where. */
export interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly help?: string | undefined;
}
