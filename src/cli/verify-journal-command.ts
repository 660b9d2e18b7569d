import { existsSync } from 'node:fs';
import { SwitchbackError } from '#domain/errors.ts';
import { readVariable, type Env } from '#src/config/read-variable.ts';
import { listIncidentIds } from '#src/store/incidents.ts';
import { openStoreToRead } from '#src/store/open-store.ts';
import type { Store } from '#src/store/store.ts';
import { verifyJournal, type JournalVerdict } from '#src/store/verify-journal.ts';

export interface VerifyJournalOptions {
  /** Null for all. */
  readonly incident: string | null;
  readonly anchor: string | null;
  readonly json: boolean;
  readonly env: Env;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** Recomputes hash chains without changing anything. 0: all can be believed, 1: one cannot, 2: nothing could be verified. */
export async function verifyJournalCommand(options: VerifyJournalOptions): Promise<number> {
  const place = placeOf(options.env);
  if ('why' in place) {
    options.complain(place.why);
    return 2;
  }
  const store = openStoreToRead(place.url, place.journalKey);
  try {
    return await verifyAll(store, options);
  } catch (error) {
    const why = error instanceof SwitchbackError ? error.message : String(error);
    options.complain(`The journals could not be read, so nothing was verified: ${why}`);
    return 2;
  } finally {
    await store.close();
  }
}

async function verifyAll(store: Store, { incident, anchor, json, print, complain }: VerifyJournalOptions): Promise<number> {
  const ids = incident === null ? await listIncidentIds(store) : [incident];
  if (ids.length === 0) print('There is no incident, so there is nothing to verify.');
  let broken = 0;
  for (const id of ids) {
    const verdict = await verifyJournal(store, id, anchor === null ? {} : { anchor });
    if (verdict.kind === 'unknown incident') {
      complain(`There is no incident ${id} in this store, so nothing was verified.`);
      return 2;
    }
    if (verdict.kind === 'broken') broken += 1;
    print(json ? JSON.stringify({ incident: id, ...verdict }) : `${id}: ${inWords(verdict)}`);
  }
  return broken === 0 ? 0 : 1;
}

function inWords(verdict: Exclude<JournalVerdict, { kind: 'unknown incident' }>): string {
  if (verdict.kind === 'broken') return `BROKEN at entry ${verdict.seq}: ${verdict.why}`;
  const unkeyed = verdict.unkeyed === 0 ? '' : `, ${verdict.unkeyed} of them without the key`;
  return `intact, ${verdict.length} entries${unkeyed}, sealed ${verdict.head}`;
}

type Place = { readonly url: string; readonly journalKey: string | null } | { readonly why: string };

function placeOf(env: Env): Place {
  const read = {
    url: readVariable(env, 'DATABASE_URL'),
    path: readVariable(env, 'SWITCHBACK_STORE'),
    key: readVariable(env, 'SWITCHBACK_JOURNAL_KEY'),
  };
  const problems = Object.values(read).flatMap((reading) => reading.problems.map(({ name, says }) => `${name} ${says}`));
  if (problems.length > 0) return { why: `${problems.join('; ')}, so nothing was verified.` };
  const journalKey = read.key.value;
  if (read.url.value !== null) return { url: read.url.value, journalKey };
  const path = read.path.value ?? './switchback.sqlite';
  if (existsSync(path)) return { url: `sqlite:${path}`, journalKey };
  return {
    why: `There is no file ${path}, so nothing was verified. Name the store with SWITCHBACK_STORE or DATABASE_URL, as for the bot.`,
  };
}
