import type { ByHandOf } from '../vendor.ts';
import type { CloudSqlSection as Own } from './section.ts';

/** The names were checked when the file was read, so none needs quoting. */
/** A backup as it is now; Google names it. */
const snapshot: ByHandOf<Own> = (_, { project, instance }) => ({
  commands: [`# Cloud SQL:\ngcloud sql backups create --instance ${instance} --project ${project}`],
});

export const byHand: Readonly<Record<string, ByHandOf<Own>>> = {
  chooseRestorePoint: (_, { project, instance }) => ({
    commands: [
      `# Cloud SQL:\ngcloud sql instances describe ${instance} --project ${project} --format="yaml(settings.backupConfiguration)"`,
    ],
  }),
  restoreToAPoint: (_, { project, instance }) => ({
    lines: ['A clone of Cloud SQL stands beside production. Restoring a backup would overwrite the instance, and is not to a moment.'],
    commands: [
      `# Cloud SQL:\ngcloud sql instances clone ${instance} ${instance}-restored --project ${project} --point-in-time "$RESTORE_TIME"`,
    ],
  }),
  preserve: snapshot,
  snapshotBefore: snapshot,
};
