import { Cron } from 'croner';
import { z } from 'zod';
import { Duration } from '#src/section/duration.ts';
import { Channel, ServiceName } from './service-section.ts';

export const DrillSection = z.strictObject({
  service: ServiceName.meta({ description: 'Name of a service that allows drills.', source: 'name one of services' }),
  kind: z.enum(['rehearsal']).meta({ description: 'What is practised.', source: 'write rehearsal' }),
  cron: z
    .string()
    .refine(firesSometime, 'must be a cron pattern of five parts that fires sometime')
    .meta({ description: 'When the drill is: minute, hour, day of month, month, day of week.', source: 'write one such as 0 10 * * 1' }),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone')
    .meta({ description: 'IANA time zone that the pattern is read in.', source: 'write one such as Europe/Berlin or UTC' }),
  remindBefore: Duration.prefault('1d').meta({ description: 'How long before the drill the reminder is posted.' }),
  channel: Channel.optional().meta({ description: "Slack channel for the reminder, where it is not the service's own." }),
});

export type DrillSection = z.output<typeof DrillSection>;

function firesSometime(pattern: string): boolean {
  try {
    return new Cron(pattern, { mode: '5-part', timezone: 'UTC', paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
