import { createHash } from 'node:crypto';
import { isOnSupabase } from '../history/on-supabase.ts';
import type { History } from '../migration.ts';
import { replay } from '../replay/replay.ts';
import type { Lost, Scratch } from '../scratch.ts';
import { lostScratch } from '../scratch/lost-scratch.ts';
import { readSequences, resetSequences, type Sequences } from './sequences.ts';
import { walkBelow, type Stand } from './walk-span.ts';

type Readable = Extract<History, { kind: 'history' }>;

/** The schema of an earlier commit, laid once: every database of a question begins as it is. */
export interface Foundation {
  readonly kind: 'foundation';
  readonly stand: Stand;
  /** Stands there. Only what is undone may be done in it. */
  readonly old: Scratch;
  /** A database of its own that stands there; whoever takes it closes it. */
  take(): Promise<Scratch>;
  /** Nothing more is asked for this question. */
  release(): Promise<void>;
}

export interface Laying {
  readonly history: Readable;
  /** By which extensions are there, two foundations differ. */
  readonly extensions: readonly string[];
  /** So many of its last migrations are looked at. */
  readonly lookBack: number;
  /** An empty database. */
  readonly open: () => Promise<Scratch>;
}

/**
 * Foundations that outlive their question, where the engine can copy a database: a later one begins there, and only new migrations run. For one question
 * at a time.
 */
export interface Foundations {
  lay(laying: Laying): Promise<Foundation | Lost>;
  /** Makes between two questions the copy that the next one will want. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

interface Kept {
  /** Of the ground and of all migrations that were laid, in their order. */
  readonly digest: string;
  readonly scratch: Scratch;
  readonly stand: Stand;
  readonly sequences: Sequences;
  /** A copy that nobody has taken yet. */
  spare: Scratch | null;
}

/** @param most so many are kept between questions, those last used */
export function createFoundations(most: number): Foundations {
  let kept: readonly Kept[] = [];

  async function forget(some: readonly Kept[]): Promise<void> {
    kept = kept.filter((one) => !some.includes(one));
    await Promise.all(some.flatMap(({ scratch, spare }) => (spare === null ? [scratch.close()] : [scratch.close(), spare.close()])));
  }

  /** The one that reaches furthest, with a spare; null where none can be had. */
  async function nearest(digests: readonly string[]): Promise<Kept | null> {
    const [one] = kept
      .filter(({ digest }) => digests.includes(digest))
      .toSorted((a, b) => digests.indexOf(b.digest) - digests.indexOf(a.digest));
    if (one === undefined) return null;
    one.spare ??= (await one.scratch.copy?.()) ?? null;
    if (one.spare !== null && (await answers(one.spare))) return one;
    await forget([one]);
    return await nearest(digests);
  }

  async function lay(laying: Laying): Promise<Foundation | Lost> {
    const { history, lookBack, open } = laying;
    const digests = digestsOf(laying);
    const digest = digests.at(-1) ?? '';
    const near = await nearest(digests);
    if (near?.digest === digest) return foundationOf(near);

    const scratch = near === null ? await open() : takeSpare(near);
    if (scratch.copy === null) return await layWithoutCopies(scratch, laying);
    const done = near === null ? 0 : digests.indexOf(near.digest);
    const stand = await walkBelow(scratch, { ...history, migrations: history.migrations.slice(done) }, lookBack, near?.stand ?? null);
    const sequences = 'kind' in stand ? stand : await readSequences(scratch);
    if ('kind' in stand || 'kind' in sequences) {
      await scratch.close();
      return 'kind' in stand ? stand : (sequences as Lost);
    }
    return foundationOf({ digest, scratch, stand, sequences, spare: null });
  }

  function foundationOf(one: Kept): Foundation {
    // The last one used is the last to be forgotten.
    kept = [...kept.filter((other) => other !== one), one];
    return {
      kind: 'foundation',
      stand: one.stand,
      old: one.scratch,
      take: async () => (one.spare === null ? ((await one.scratch.copy?.()) ?? lostScratch(NO_COPY)) : takeSpare(one)),
      release: async () => {
        const isWhole = await resetSequences(one.scratch, one.sequences);
        await forget(isWhole ? kept.slice(0, Math.max(0, kept.length - most)) : [one]);
      },
    };
  }

  return {
    lay,
    prepare: async () => {
      const last = kept.at(-1);
      if (last !== undefined) last.spare ??= (await last.scratch.copy?.()) ?? null;
    },
    close: () => forget(kept),
  };
}

const NO_COPY = 'The scratch database could not be copied.';

function takeSpare(one: Kept): Scratch {
  const { spare } = one;
  one.spare = null;
  return spare ?? lostScratch(NO_COPY);
}

/** Each database is replayed by itself: the two that every question wants, at the same time. */
async function layWithoutCopies(walked: Scratch, { history, lookBack, open }: Laying): Promise<Foundation | Lost> {
  const replayed = async (): Promise<Scratch> => {
    const scratch = await open();
    // One that could not be brought there is lost, and says so to whoever asks it next.
    await replay(scratch, history, { onMigration: () => {} });
    return scratch;
  };
  const [stand, old] = await Promise.all([walkBelow(walked, history, lookBack, null), replayed()]);
  const release = async (): Promise<void> => void (await Promise.all([walked.close(), old.close()]));
  if ('kind' in stand) {
    await release();
    return stand;
  }
  let ready: Scratch | null = walked;
  const take = async (): Promise<Scratch> => {
    const taken = ready;
    ready = null;
    return taken ?? (await replayed());
  };
  return { kind: 'foundation', stand, old, take, release };
}

async function answers(scratch: Scratch): Promise<boolean> {
  // Its process may live where its server died.
  const ran = await scratch.run('select 1');
  return ran.kind === 'ok';
}

/** One for the empty ground, and one after each migration. */
function digestsOf({ history, extensions, lookBack }: Laying): string[] {
  const ground = JSON.stringify([history.tool, isOnSupabase(history), extensions.toSorted(), lookBack]);
  const digests = [createHash('sha256').update(ground).digest('hex')];
  for (const { name, up } of history.migrations) {
    const one = JSON.stringify([digests.at(-1), name, up.file, up.firstLine, up.transaction, up.sql]);
    digests.push(createHash('sha256').update(one).digest('hex'));
  }
  return digests;
}
