import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#src/providers/database.ts';
import { eventually } from './eventually.ts';

/** Another session on the same database, of the role that owns the tables. */
export interface OtherSession {
  readonly pid: number;
  run(sql: string): Promise<unknown>;
  close(): Promise<void>;
}

/** One database with a table `public.invoices` of three rows, and nothing else. */
export interface DatabaseWorld {
  /** By the roles that they connect as. `reader` may read the table, `stranger` nothing at all, `monitor` has pg_read_all_stats besides. */
  readonly as: Readonly<Record<'reader' | 'stranger' | 'monitor' | 'owner' | 'superuser', Database>>;
  /** Of the reader. It holds characters that a URL writes in another way. */
  readonly password: string;
  /** The reader's database reached with another password, by a server that is not there, and by one that never says anything. */
  readonly refused: Database;
  readonly absent: Database;
  readonly silent: Database;
  /** Its address asks for encryption, which the server does not have. */
  readonly plain: Database;
  /** The reader's database, asked for at most two rows and for half a second. */
  readonly hasty: Database;
  openSession(): Promise<OtherSession>;
  /** Sessions that the provider has open now. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** What every database provider must do. A new one is finished when this passes. */
export function databaseContract(name: string, start: () => Promise<DatabaseWorld>): void {
  describe(`${name} honours the database contract`, () => {
    let world: DatabaseWorld;
    const signal = () => AbortSignal.timeout(20_000);

    beforeAll(async () => {
      world = await start();
    });
    afterAll(() => world.close());

    const sessions: OtherSession[] = [];
    const openSession = async (): Promise<OtherSession> => {
      const session = await world.openSession();
      sessions.push(session);
      return session;
    };
    afterEach(async () => {
      await Promise.all(sessions.splice(0).map((session) => session.close()));
    });

    test('a select is answered with its rows', async () => {
      const answer = await world.as.reader.query('select id, customer, paid, note from public.invoices order by id limit 1', signal());
      expect(answer).toEqual({ kind: 'rows', rows: [{ id: 1, customer: 'ada', paid: true, note: { lines: [1, 2] } }], cut: false });
    });

    test('names are found only when they are qualified', async () => {
      expect(await world.as.reader.query('select id from invoices', signal())).toMatchObject({ kind: 'failed', sqlstate: '42P01' });
      const path = await world.as.reader.query("select current_setting('search_path') as path", signal());
      expect(path).toEqual({ kind: 'rows', rows: [{ path: '' }], cut: false });
    });

    test('two statements in one text are refused by the server, and neither is run', async () => {
      const text = "select 1; select pg_notify('x', 'y')";
      expect(await world.as.owner.query(text, signal())).toMatchObject({ kind: 'failed', sqlstate: '42601' });
    });

    test.each([
      ['an insert', 'insert into public.invoices (id) values (9)', '42601'],
      ['a delete inside a select', 'with gone as (delete from public.invoices returning 1) select * from gone', '0A000'],
      ['a transaction made writable', 'set transaction read write', '42601'],
      ['a commit', 'commit', '42601'],
      ['a number taken from a sequence', "select nextval('public.invoices_id_seq')", '25006'],
      ['rows locked for an update', 'select id from public.invoices for update', '25006'],
      ['a function that writes', 'select public.forget()', '25006'],
    ])('even the owner cannot write: %s', async (_, text, sqlstate) => {
      expect(await world.as.owner.query(text, signal())).toMatchObject({ kind: 'failed', sqlstate });
      expect(await world.as.owner.query('select count(*)::int as n from public.invoices', signal())).toMatchObject({ rows: [{ n: 3 }] });
    });

    test('more rows than are ever read are cut, and that is said', async () => {
      const answer = await world.hasty.query('select id from public.invoices order by id', signal());
      expect(answer).toEqual({ kind: 'rows', rows: [{ id: 1 }, { id: 2 }], cut: true });
      expect(await world.hasty.query('select id from public.invoices order by id limit 2', signal())).toMatchObject({ cut: false });
    });

    test('a statement that takes too long is given up', async () => {
      expect(await world.hasty.query('select pg_sleep(30)', signal())).toMatchObject({ kind: 'failed', sqlstate: '57014' });
    });

    test('a table that somebody else holds is not waited for', async () => {
      const other = await openSession();
      await other.run('begin; lock table public.invoices in access exclusive mode');
      expect(await world.hasty.query('select id from public.invoices', signal())).toMatchObject({
        kind: 'failed',
        sqlstate: /57014|55P03/,
      });
      await other.run('rollback');
    });

    test('what the role may not read is refused, not empty', async () => {
      expect(await world.as.stranger.query('select id from public.invoices', signal())).toMatchObject({
        kind: 'failed',
        sqlstate: '42501',
      });
    });

    test('a database that refuses, is not there, says nothing or cannot encrypt is unreachable', async () => {
      for (const database of [world.refused, world.absent, world.silent, world.plain]) {
        expect(await database.query('select 1', signal())).toMatchObject({ kind: 'unreachable' });
        expect(await database.powers(signal())).toMatchObject({ kind: 'unreachable' });
        expect(await database.activity(signal())).toMatchObject({ kind: 'unreachable' });
      }
    });

    test('a question that is called off is unreachable at once', async () => {
      const stop = new AbortController();
      const answer = world.as.reader.query('select pg_sleep(60)', stop.signal);
      await eventually(
        'the question is running',
        () => world.connections(),
        (open) => open === 1,
      );
      stop.abort();
      expect(await answer).toMatchObject({ kind: 'unreachable' });
      await eventually(
        'the server has stopped as well',
        () => world.connections(),
        (open) => open === 0,
        5_000,
      );
      expect(await world.as.reader.query('select 1 as one', stop.signal)).toMatchObject({ kind: 'unreachable' });
      expect(await world.as.reader.query('select 1 as one', signal())).toMatchObject({ rows: [{ one: 1 }] });
    });

    test('no answer holds the password', async () => {
      const answers = await Promise.all([
        world.refused.query('select 1', signal()),
        world.absent.query('select 1', signal()),
        world.as.reader.query(`select '${world.password}'::int`, signal()),
      ]);
      const text = JSON.stringify(answers);
      expect(text).not.toContain(world.password);
      expect(text).not.toContain(encodeURIComponent(world.password));
    });

    test('questions asked together wait for each other on one connection, which is closed', async () => {
      const asked = Array.from({ length: 5 }, () =>
        world.as.monitor.query(
          "select count(*)::int as n from pg_catalog.pg_stat_activity where application_name = 'switchback' and state = 'active'",
          signal(),
        ),
      );
      for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ rows: [{ n: 1 }] });
      await eventually(
        'every connection is closed',
        () => world.connections(),
        (open) => open === 0,
      );
    });

    describe('powers', () => {
      test('a role that only reads may change nothing', async () => {
        const powers = await world.as.reader.powers(signal());
        expect(powers).toMatchObject({ kind: 'powers', superuser: false, mayChange: [], seesStatements: false });
      });

      test('a role that may see what others run', async () => {
        expect(await world.as.monitor.powers(signal())).toMatchObject({ superuser: false, mayChange: [], seesStatements: true });
      });

      test('an owner is told from a reader', async () => {
        const powers = await world.as.owner.powers(signal());
        expect(powers).toMatchObject({ superuser: false, mayChange: expect.arrayContaining(['write public.invoices']) });
      });

      test('a superuser is told', async () => {
        expect(await world.as.superuser.powers(signal())).toMatchObject({ superuser: true, seesStatements: true });
      });
    });

    describe('activity', () => {
      test('nothing is told where nothing is going on', async () => {
        const activity = await eventually(
          'nothing is going on',
          () => world.as.monitor.activity(signal()),
          (found) => found.kind === 'activity' && found.sessions.length === 0,
        );
        expect(activity).toMatchObject({ kind: 'activity', seesStatements: true, sessions: [] });
      });

      const sight = {
        monitor: { state: 'active', startedAt: expect.any(Number), transactionSince: expect.any(Number) },
        reader: { state: null, startedAt: null, transactionSince: null, statement: null },
      };

      test.each(['monitor', 'reader'] as const)('who holds a table, who waits for it, and whom it blocks, as %s', async (role) => {
        const [reader, migration, visitor] = [await openSession(), await openSession(), await openSession()];
        const waiting = (atLeast: number) =>
          eventually(
            `${atLeast} wait`,
            () => world.as[role].activity(signal()),
            (found) => found.kind === 'activity' && found.sessions.filter(({ blockedBy }) => blockedBy.length > 0).length === atLeast,
          );
        await reader.run('begin; select count(*) from public.invoices');
        const altering = migration.run('alter table public.invoices add column due date');
        await waiting(1);
        const visiting = visitor.run('select id from public.invoices');
        const activity = await waiting(2);
        await reader.run('rollback');
        await Promise.all([altering, visiting]);
        await migration.run('alter table public.invoices drop column due');

        const session = ({ pid }: OtherSession) =>
          activity.kind === 'activity' ? activity.sessions.find((found) => found.pid === pid) : undefined;
        expect(session(migration)).toMatchObject({
          ...sight[role],
          locks: [{ mode: 'AccessExclusiveLock', table: 'public.invoices', granted: false }],
          blockedBy: [reader.pid],
          waitingSince: expect.any(Number),
        });
        expect(session(visitor)).toMatchObject({ ...sight[role], locks: [], blockedBy: [migration.pid] });
        expect(session(reader)).toMatchObject({
          ...sight[role],
          state: role === 'monitor' ? 'idle in transaction' : null,
          locks: [],
          blockedBy: [],
        });
        expect(activity).toMatchObject({ seesStatements: role === 'monitor' });
      });

      test('of a statement no literal is kept, which may be a secret', async () => {
        const migration = await openSession();
        await migration.run("begin; lock table public.invoices; comment on table public.invoices is 'hunter2'");
        const activity = await world.as.monitor.activity(signal());
        expect(activity).toMatchObject({
          sessions: [{ pid: migration.pid, statement: 'begin; lock table public.invoices; comment on table public.invoices is …' }],
        });
        expect(JSON.stringify(activity)).not.toContain('hunter2');
      });

      test('a transaction left open after a schema change holds the table', async () => {
        const migration = await openSession();
        await migration.run('begin; create table public.drafts (id int); alter table public.invoices add column due date');
        const activity = await world.as.reader.activity(signal());
        await migration.run('rollback');
        expect(activity).toMatchObject({
          sessions: [
            {
              pid: migration.pid,
              locks: expect.arrayContaining([
                { mode: 'AccessExclusiveLock', table: 'public.invoices', granted: true },
                { mode: 'AccessExclusiveLock', table: null, granted: true },
              ]),
            },
          ],
        });
      });

      test('ordinary work and temporary tables are no strong locks', async () => {
        const worker = await openSession();
        await worker.run('begin; update public.invoices set customer = customer; select id from public.invoices for update');
        const activity = await world.as.reader.activity(signal());
        await worker.run('rollback');
        expect(activity).toMatchObject({ kind: 'activity', sessions: [] });
      });
    });
  });
}
