import { z } from 'zod';
import { DrillSection } from './drill-section.ts';
import { RolesSection } from './roles-section.ts';
import { ServiceSection } from './service-section.ts';

const service = ServiceSection.shape;
const drill = DrillSection.shape;

const ServicePart = z.object({
  environment: kept(service.environment),
  channel: kept(service.channel),
  roles: kept(service.roles),
  code: kept(service.code.unwrap().pick({ repository: true }).strip().prefault({})),
  database: kept(service.database.unwrap().pick({ urlEnv: true }).strip().prefault({})),
  drills: kept(service.drills),
  verification: kept(service.verification.unwrap().pick({ grace: true, minimum: true, deadline: true }).strip().prefault({})),
});

const DrillPart = z.object({
  service: kept(drill.service),
  kind: kept(drill.kind),
  cron: kept(drill.cron),
  timeZone: kept(drill.timeZone),
  channel: kept(drill.channel),
});

const Parts = z.object({
  roles: kept(RolesSection.prefault({})),
  services: z.record(z.string(), kept(ServicePart)).catch({}),
  drills: z.array(kept(DrillPart)).catch([]),
});

/**
 * What is checked against each other and against the machine. Null is a part that is wrong in itself: that has been
 * reported, and must not hide what is wrong elsewhere.
 */
export type FileParts = z.output<typeof Parts>;

export function fileParts(data: unknown): FileParts {
  return Parts.catch({ roles: null, services: {}, drills: [] }).parse(data);
}

function kept<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().catch(null);
}
