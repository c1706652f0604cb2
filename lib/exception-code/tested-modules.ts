/** Where generated tests find what they test. */
export interface TestedModules {
  /** The module with the exceptions, as an import names it. */
  readonly exceptions: string;
  /** What imports call the package. */
  readonly package: string;
}
