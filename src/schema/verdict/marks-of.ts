import type { Signature } from '../markers/marker.ts';
import { readPrismaApprovals } from '../markers/prisma-approvals.ts';
import { readMarkers } from '../markers/read-markers.ts';
import type { Laid } from './walk-span.ts';

/** What the authors of these migrations have said about them, and where they said it wrongly. */
export async function marksOf(steps: readonly Laid[], signatureOf: (file: string) => Promise<Signature | null>) {
  const signed = await Promise.all(
    steps.map(async ({ migration, parsed }) => {
      const by = /compat\s*:|Warnings:/iu.test(migration.up.sql) ? await signatureOf(migration.file) : null;
      return { ...(await readMarkers(migration.up, parsed, by)), approvals: readPrismaApprovals(migration.up, parsed, by) };
    }),
  );
  return {
    markers: signed.flatMap((one) => one.markers),
    problems: signed.flatMap((one) => one.problems),
    approvals: signed.flatMap((one) => one.approvals),
  };
}
