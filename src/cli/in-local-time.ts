import { withInstants } from '#domain/instant.ts';

/** The text with each moment in the zone of this machine, which is named: `2026-11-20 15:02:31 CET`. */
export function inLocalTime(text: string, timeZone?: string): string {
  // Swedish writes a date as ISO does.
  const format = new Intl.DateTimeFormat('sv-SE', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return withInstants(text, (at) => format.format(at));
}
