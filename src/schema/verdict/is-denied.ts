import type { Failure } from '../replay/run-through.ts';

/** For want of rights, of a role, or of an extension: an engine on which migrations are the superuser's may know more. */
export function isDenied({ sqlstate, message }: Failure): boolean {
  return sqlstate === '42501' || /^(?:role|extension) "/u.test(message);
}
