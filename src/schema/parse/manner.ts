import { fieldsOf, isFields, listOf, textOf, type Fields } from './nodes.ts';
import type { Manner } from './parsed.ts';

const OWN_TRANSACTION = new Set([
  'VacuumStmt',
  'CreatedbStmt',
  'DropdbStmt',
  'AlterSystemStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'CreateSubscriptionStmt',
  'DropSubscriptionStmt',
]);

const ENDS = new Set([
  'TRANS_STMT_COMMIT',
  'TRANS_STMT_ROLLBACK',
  'TRANS_STMT_PREPARE',
  'TRANS_STMT_COMMIT_PREPARED',
  'TRANS_STMT_ROLLBACK_PREPARED',
]);

/** How a statement may be sent. */
export function mannerOf(node: string, fields: Fields): Manner {
  if (node === 'TransactionStmt') return transactionManner(textOf(fields['kind']));
  if (node === 'CopyStmt' || node === 'LoadStmt') return 'outside';
  return OWN_TRANSACTION.has(node) || isConcurrent(node, fields) ? 'own transaction' : 'ordinary';
}

function transactionManner(kind: string): Manner {
  if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') return 'begin';
  return ENDS.has(kind) ? 'end' : 'ordinary';
}

function isConcurrent(node: string, fields: Fields): boolean {
  if (node === 'IndexStmt' || node === 'DropStmt') return fields['concurrent'] === true;
  if (node === 'ReindexStmt') {
    const wide = fields['kind'] !== 'REINDEX_OBJECT_INDEX' && fields['kind'] !== 'REINDEX_OBJECT_TABLE';
    return wide || listOf(fields['params']).some((param) => fieldsOf(param, 'DefElem')['defname'] === 'concurrently');
  }
  if (node !== 'AlterTableStmt') return false;
  return listOf(fields['cmds']).some((command) => {
    const partition = fieldsOf(fieldsOf(fieldsOf(command, 'AlterTableCmd'), 'def'), 'PartitionCmd');
    return isFields(partition) && partition['concurrent'] === true;
  });
}
