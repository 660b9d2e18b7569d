import type { FindingCode } from '../finding.ts';
import type { Template } from './draft.ts';
import { addedConstraint } from './templates/constraints.ts';
import { restoredDefault } from './templates/defaults.ts';
import { droppedColumn } from './templates/dropped-column.ts';
import { droppedEnum, removedLabel, renamedEnum } from './templates/enums.ts';
import { droppedFunction } from './templates/functions.ts';
import { becameAlwaysIdentity, becameGenerated, noLongerGenerated } from './templates/generated.ts';
import { addedKey, droppedKey } from './templates/keys.ts';
import { droppedDomain, droppedSchema, droppedSequence, tightenedDomain } from './templates/others.ts';
import { recreatedColumn } from './templates/recreated-column.ts';
import { renamedColumn } from './templates/renamed-column.ts';
import { renamedTable } from './templates/renamed-table.ts';
import { requiredColumn } from './templates/required-column.ts';
import { droppedTable } from './templates/tables.ts';
import { restoredType } from './templates/types.ts';
import { restoredView } from './templates/views.ts';

const SECURITY = 'Who may see or change which rows is never decided by a draft. A person must write it, and another must read it.';

/** In the order in which their statements run: what others stand on comes first. */
export const TEMPLATES: ReadonlyMap<FindingCode, Template> = new Map<FindingCode, Template>([
  ['SCHEMA_DROPPED', droppedSchema],
  ['ENUM_DROPPED', droppedEnum],
  ['ENUM_RENAMED', renamedEnum],
  ['ENUM_LABEL_REMOVED', removedLabel],
  ['DOMAIN_DROPPED', droppedDomain],
  ['DOMAIN_TIGHTENED', tightenedDomain],
  ['SEQUENCE_DROPPED', droppedSequence],
  ['CHECK_ADDED', addedConstraint],
  ['FK_ADDED', addedConstraint],
  ['EXCLUDE_ADDED', addedConstraint],
  ['UNIQUE_ADDED', addedKey],
  ['PRIMARY_KEY_ADDED', addedKey],
  ['TABLE_DROPPED', droppedTable],
  ['REQUIRED_COLUMN_ADDED', requiredColumn],
  ['NOT_NULL_SET', requiredColumn],
  ['TYPE_CHANGED', restoredType],
  ['TYPE_NARROWED', restoredType],
  ['DEFAULT_DROPPED_REQUIRED', restoredDefault],
  ['BECAME_GENERATED', becameGenerated],
  ['IDENTITY_ALWAYS', becameAlwaysIdentity],
  ['COLUMN_DROPPED', droppedColumn],
  ['COLUMN_RECREATED', recreatedColumn],
  ['COLUMN_RENAMED', renamedColumn],
  ['NO_LONGER_GENERATED', noLongerGenerated],
  ['UNIQUE_DROPPED', droppedKey],
  ['TABLE_RENAMED', renamedTable],
  ['FUNCTION_DROPPED', droppedFunction],
  ['FUNCTION_RESULT_CHANGED', droppedFunction],
  ['VIEW_DROPPED', restoredView],
  ['VIEW_COLUMN_DROPPED', restoredView],
  ['VIEW_LOST_UPDATABILITY', restoredView],
]);

/** What no draft answers, however severe, and why. */
export const BY_HAND: ReadonlyMap<FindingCode, string> = new Map<FindingCode, string>([
  ['RLS_ENABLED', SECURITY],
  ['RLS_DISABLED', SECURITY],
  ['POLICY_CHANGED', SECURITY],
  ['PRIVILEGE_REVOKED', SECURITY],
  ['DATA_DESTROYED', 'Only a backup has the rows. See what can be restored beside the live database.'],
  ['OPAQUE', 'What it changed is not known, so nothing can be drafted for it. Read the migration.'],
  ['MIGRATOR_AHEAD', 'No SQL helps: deploy the old code without running its migrator, or give it the newer files too.'],
  ['AMBIGUOUS_COLUMN', 'The statement of the old code must say which table it means. Roll the code forward instead.'],
  ['MARKED_BREAKING', 'The author says that it breaks the old code, and not how to take it back. Ask them.'],
]);
