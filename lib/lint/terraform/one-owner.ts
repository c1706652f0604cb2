/** What to do where another resource writes the entry point of a `ZoneWaf`. */
export function oneOwnerHelp(address: string): string {
  return `keep one: take \`${address}\` out of the code and the state (\`terraform state rm\`), and the ZoneWaf keeps its live rules as rules of others; or let it own the entry point, with the exceptions as HCL in its rules: \`waf show --format hcl\``;
}
