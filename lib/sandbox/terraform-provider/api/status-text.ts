import { STATUS_CODES } from 'node:http';

/** Where Go's names of HTTP statuses differ from Node's. */
const GO_NAMES: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  414: 'Request URI Too Long',
  416: 'Requested Range Not Satisfiable',
  418: "I'm a teapot",
};

/** The name of an HTTP status, as in the error messages of the provider; empty for one that has no name. */
export function statusText(status: number): string {
  return GO_NAMES[status] ?? STATUS_CODES[status] ?? '';
}
