import type { ByHandOf } from '../vendor.ts';
import type { RdsSection as Own } from './section.ts';

/** A copy as it is now, under that name. */
function snapshot(name: string): ByHandOf<Own> {
  return (_, own) => ({
    commands: [
      `# RDS:\n${aws(own, 'create-db-snapshot')} --db-instance-identifier ${own.instance} --db-snapshot-identifier "${name}-$(date +%s)"`,
    ],
  });
}

export const byHand: Readonly<Record<string, ByHandOf<Own>>> = {
  chooseRestorePoint: (_, own) => ({
    commands: [
      `# RDS:\n${aws(own, 'describe-db-instances')} --db-instance-identifier ${own.instance} --query "DBInstances[0].[LatestRestorableTime,BackupRetentionPeriod]"`,
    ],
  }),
  restoreToAPoint: (_, own) => ({
    lines: [
      'RDS restores beside production, and the damaged instance stays as it is. It takes its own defaults unless it is told: give it the network and the parameters of the old one.',
    ],
    commands: [
      `# RDS, what the old one has:\n${aws(own, 'describe-db-instances')} --db-instance-identifier ${own.instance} --query "DBInstances[0].[DBInstanceClass,DBSubnetGroup.DBSubnetGroupName,VpcSecurityGroups[].VpcSecurityGroupId,DBParameterGroups[].DBParameterGroupName]"`,
      `# RDS:\n${aws(own, 'restore-db-instance-to-point-in-time')} --source-db-instance-identifier ${own.instance} --target-db-instance-identifier ${own.instance}-restored --restore-time "$RESTORE_TIME" --db-instance-class "$DB_CLASS" --db-subnet-group-name "$DB_SUBNET_GROUP" --vpc-security-group-ids "$DB_SECURITY_GROUP" --db-parameter-group-name "$DB_PARAMETER_GROUP"`,
    ],
  }),
  preserve: snapshot('damaged'),
  snapshotBefore: snapshot('before-the-fix'),
};

/** The names were checked when the file was read, so none needs quoting. */
function aws({ region }: Own, what: string): string {
  return `aws rds ${what} --region ${region}`;
}
