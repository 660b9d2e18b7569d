import { createHash } from 'node:crypto';

/** The id of a test event: always the same for the same incident and number, so that it is found again without being stored. */
export function heartbeatId(incident: string, number: number): string {
  return createHash('sha256').update(`${incident}:${number}`).digest('hex').slice(0, 32);
}
