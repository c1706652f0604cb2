import { objectOf } from './read/members';

/** Whether each key and item of the other value is there. More may be: a newer provider or API shows more. */
export function holds(value: unknown, other: unknown): boolean {
  if (other === null) return true;
  if (Array.isArray(other)) {
    return Array.isArray(value) && other.every((item, index) => holds(value[index], item));
  }
  if (typeof other !== 'object') return value !== undefined && value !== null;
  const members = objectOf(value);
  return Object.entries(other).every(([key, member]) => holds(members[key], member));
}
