import { withInstants } from '#domain/instant.ts';
import { dayAndTime } from './day-and-time.ts';
import { escape } from './escape.ts';
import { moment } from './moment.ts';

/** A whole sentence of ours in `mrkdwn`, its moments in the reader's own zone. */
export function sentence(text: string): string {
  return withInstants(escape(text), showMoment);
}

export function showMoment(at: number, precision: 'second' | 'day'): string {
  return precision === 'second' ? moment(at) : dayAndTime(at);
}
