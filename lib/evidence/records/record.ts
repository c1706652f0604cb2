import type { EvidenceVisitor, Place } from '../evidence';
import { Fields } from './fields';
import { isLoggedRequest, loggedRequest } from './logged-request';
import { isSecurityEvent, securityEvent } from './security-event';

/**
 * Takes an object of a log for what its keys say that it is.
 *
 * @returns false if it is nothing that is known
 */
export function takeRecord(record: object, place: Place, visitor: EvidenceVisitor): boolean {
  const fields = new Fields(flat(record));
  // The request log has these and no single action.
  if (isSecurityEvent(fields)) visitor.event(securityEvent(fields, place));
  else if (isLoggedRequest(fields)) visitor.request(loggedRequest(fields, place));
  else return false;
  return true;
}

/** A group of GraphQL as one object: what it groups by, and how many it counts. */
function flat(record: object): object {
  const { dimensions, count } = record as { readonly dimensions?: unknown; readonly count?: unknown };
  return typeof dimensions === 'object' && dimensions !== null && typeof count === 'number'
    ? { ...dimensions, sampleInterval: count }
    : record;
}

/** As deep as a wrapper of records can be; no log is deeper. */
export const DEEPEST = 12;

/**
 * Takes all objects that are known within a document: a list, an answer of GraphQL, a wrapper of a batch.
 *
 * @returns how many there were
 */
export function takeDocument(document: unknown, source: string, visitor: EvidenceVisitor): number {
  let taken = 0;
  const look = (value: unknown, depth: number, number: number | undefined): boolean => {
    if (typeof value !== 'object' || value === null || depth > DEEPEST) return false;
    const place = number === undefined ? { source } : { source, line: number };
    if (Array.isArray(value)) {
      const isKnown = (value as readonly unknown[]).map((element, index) =>
        look(element, depth + 1, index + 1),
      );
      const isList = isKnown.includes(true);
      // A stranger in a list of records is a broken record.
      isKnown.forEach((known, index) => {
        if (isList && !known) visitor.broken({ source, line: index + 1 }, 'it is not an event or request');
      });
      return isList;
    }
    if (takeRecord(value, place, visitor)) {
      taken++;
      return true;
    }
    // Each is looked at: a search that ends at the first finds no second list.
    return Object.values(value).filter((member) => look(member, depth + 1, number)).length > 0;
  };
  look(document, 0, undefined);
  return taken;
}
