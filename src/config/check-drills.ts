import { pathName } from './explain-issue.ts';
import type { FileParts } from './file-parts.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { LineOf } from './read-yaml.ts';

/** A drill needs a service that is there and allows drills, and a channel; the same one twice would remind twice. */
export function checkDrills({ services, drills }: FileParts, lineOf: LineOf): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();

  for (const [index, drill] of drills.entries()) {
    if (drill === null) continue;
    const report = (key: 'service' | 'channel' | 'cron', says: string): void => {
      const path = ['drills', index, key];
      problems.push({ name: pathName(path), says, line: lineOf(path) });
    };

    const schedule = [drill.service, drill.kind, drill.cron, drill.timeZone];
    if (!schedule.includes(null)) {
      const key = JSON.stringify(schedule);
      if (seen.has(key)) report('cron', 'repeats an earlier drill of the same service and kind, which would remind twice; remove one');
      seen.add(key);
    }

    const name = drill.service;
    if (name === null) continue;
    if (!Object.hasOwn(services, name)) {
      const names = Object.keys(services);
      const meant = nearest(name, names);
      report(
        'service',
        `is ${name}, which is not a service; ${meant === null ? `the services are ${names.join(', ')}` : `did you mean ${meant}?`}`,
      );
      continue;
    }
    const service = services[name];
    if (service?.drills?.allowed === false) {
      report('service', `is ${name}, which does not allow drills; set services.${name}.drills.allowed to true or remove the drill`);
    }
    if (service && drill.channel === undefined && service.channel === undefined) {
      report('channel', `is not set and neither is services.${name}.channel; name the channel to remind`);
    }
  }
  return problems;
}
