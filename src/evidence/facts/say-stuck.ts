import { instant } from '#domain/instant.ts';
import type { Session } from '#src/providers/database.ts';
import type { Found } from './stuck-migration.ts';

const LONGEST_STATEMENT = 80;
const MOST_NAMED = 3;

/**
 * Which session, what it locks, since when and whom it blocks, in this order, because a phone shows the beginning; then why, and what it runs.
 * Quotes names and statements of others: untrusted text.
 */
export function sayStuck({ session, blocks, behind }: Found): string {
  const { pid, role, application, statement, state, blockedBy } = session;
  const why = [
    lockOf(session),
    isIdle(session) ? 'is idle in its transaction' : '',
    blockedBy.length === 0 ? '' : `waits behind ${blockedBy.map((one) => blocker(one, behind)).join(' and ')}`,
  ].filter((part) => part !== '');
  return [
    `pid ${[pid, tablesOf(session), sinceOf(session)].filter((part) => part !== '').join(' ')} blocks ${whom(blocks)}.`,
    ...(why.length === 0 ? [] : [`It ${why.join(', ')}.`]),
    ...(statement === null || statement === ''
      ? []
      : [`${whoIs(role, application)} ${state === 'active' ? 'runs' : 'last ran'}: ${cut(statement)}`]),
  ].join(' ');
}

function tablesOf({ locks }: Session): string {
  const tables = [
    ...new Set(locks.toSorted((one, other) => Number(one.granted) - Number(other.granted)).flatMap(({ table }) => table ?? [])),
  ];
  const [first] = tables;
  if (first === undefined) return '';
  return `on ${first}${tables.length === 1 ? '' : ` and ${tables.length - 1} more`}`;
}

function lockOf({ locks }: Session): string {
  const waiting = locks.find(({ granted }) => !granted);
  const lock = waiting ?? locks[0];
  return lock === undefined ? '' : `${waiting === undefined ? 'holds' : 'wants'} ${lock.mode}`;
}

function sinceOf({ waitingSince, transactionSince }: Session): string {
  const since = waitingSince ?? transactionSince;
  return since === null ? '' : `since ${instant(since)}`;
}

function whom(blocks: readonly Session[]): string {
  if (blocks.length === 0) return 'nobody';
  const named = blocks.slice(0, MOST_NAMED).map(({ pid }) => String(pid));
  const more = blocks.length > MOST_NAMED ? [`${blocks.length - MOST_NAMED} more`] : [];
  return `${blocks.length} (${[...named, ...more].join(', ')})`;
}

function blocker(pid: number, known: readonly Session[]): string {
  if (pid === 0) return 'a prepared transaction';
  const session = known.find((one) => one.pid === pid);
  if (session === undefined) return `pid ${pid}`;
  const idle = isIdle(session) ? `, idle in a transaction open ${sinceOf({ ...session, waitingSince: null })}` : '';
  return `pid ${pid} (${whoIs(session.role, session.application)}${idle})`;
}

function whoIs(role: string | null, application: string): string {
  return [role ?? 'somebody', application].filter((name) => name !== '').join(', ');
}

function isIdle({ state }: Session): boolean {
  return state?.startsWith('idle in transaction') === true;
}

function cut(text: string): string {
  return text.length <= LONGEST_STATEMENT ? text : `${text.slice(0, LONGEST_STATEMENT - 1)}…`;
}
