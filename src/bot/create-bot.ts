import type { Logger } from 'pino';
import type { Authorise } from '#domain/authority.ts';
import { incident } from '#machines/incident.ts';
import { MACHINE_VERSION, MIGRATIONS } from '#machines/versions.ts';
import { isUneventful } from '#machines/is-uneventful.ts';
import type { Config } from '#src/config/config.ts';
import { drillReminders } from '#src/drills/reminders.ts';
import type { SchemaSourceParts } from '#src/effects/schema-source.ts';
import { MOVE_TIMING, type MoveTiming } from '#src/effects/start-move.ts';
import { createEngine } from '#src/engine/engine.ts';
import { startRunner, type Hooks, type Runner } from '#src/engine/runner.ts';
import { useProxy } from '#src/outgoing-proxy.ts';
import { keepTakingBack } from '#src/engine/take-back.ts';
import { onlyUserOf } from '#src/store/only-user.ts';
import { openStore } from '#src/store/open-store.ts';
import { becomeOwner } from '#src/store/owner.ts';
import { promoteStranded } from '#src/store/queue.ts';
import { read } from '#src/store/store.ts';
import { watchDeployments } from '#src/precompute/watch-deployments.ts';
import { createJudge } from '#src/judge/create-judge.ts';
import { createWorkers } from '#src/judge/workers.ts';
import type { SelfReport } from '#src/self-report.ts';
import { authoriser } from '#src/slack/authorise.ts';
import { createBolt } from '#src/slack/connection/create-bolt.ts';
import { readGroup } from '#src/slack/read-group.ts';
import { register } from '#src/slack/register.ts';
import { approvalOf } from './approval-of.ts';
import { completer } from './complete.ts';
import { createIncidents } from './incidents.ts';
import { keepStore } from './keep-store.ts';
import { logClones } from './log-clones.ts';
import { logGroups } from './log-groups.ts';
import { logPowers } from './log-powers.ts';
import { manualAnswer } from './manual.ts';
import { LANES, performers } from './performers.ts';
import { createServices, type JudgeOf } from './services.ts';
import { whenStoreIsThere } from './when-store-is-there.ts';

export interface Bot {
  /** Takes no more work, waits for what is in flight, and closes everything. */
  stop(): Promise<void>;
}

export interface BotParts {
  readonly config: Config;
  readonly log: Logger;
  readonly selfReport: SelfReport;
  readonly now: () => number;
  /** How ways back are judged, where it is not by replaying the migrations. */
  readonly schema?: Pick<SchemaSourceParts, 'judge' | 'fingerprint'>;
  /** Shorter in tests, where a lost answer need not be waited for. */
  readonly moveTiming?: MoveTiming;
  /** Points at which a test may end the process. */
  readonly hooks?: Hooks;
}

/** Builds everything, connects to Slack and resumes every open incident. */
export async function startBot({ config, log, selfReport, now, schema, moveTiming = MOVE_TIMING, hooks }: BotParts): Promise<Bot> {
  const release = config.store.kind === 'sqlite' ? onlyUserOf(config.store.path) : null;
  const storeUrl = config.store.kind === 'sqlite' ? `sqlite:${config.store.path}` : config.store.url;
  const store = await whenStoreIsThere(log, () => openStore(storeUrl, { journalKey: config.journalKey }));
  const bolt = createBolt({ ...config.slack, dispatcher: useProxy(config.proxy) }, log);
  const { client } = bolt.app;

  const stopping = new AbortController();
  // One for all services: what is kept warm costs memory.
  const judging = schema === undefined ? inWorkers(config.scratch, now) : { judgeOf: () => schema, stop: () => {} };
  const service = createServices(config, { store, now, log, stopped: stopping.signal }, judging.judgeOf);
  const rolesOf = (name: string) => service(name).config.roles;
  const remembered = authoriser(rolesOf, readGroup(client), now);
  // What a step is stopped by must be true now: somebody may have left the group since the click.
  const authoriseStep = authoriser(rolesOf, readGroup(client), now, 0);
  // What an approval lets others do by hand runs with the click itself.
  const authorise: Authorise = (person, name, role) => (role === 'responder' ? remembered : authoriseStep)(person, name, role);
  const tree = {
    machine: incident,
    version: MACHINE_VERSION,
    migrations: MIGRATIONS,
    complete: completer((snapshot) => approvalOf(config, snapshot)),
    isUneventful,
  };
  const engine = createEngine({ store, tree, kinds: () => performing, now, log });
  const incidents = createIncidents(engine, config);
  const reminders = drillReminders(engine, config.drills);
  const keeper = keepStore(engine, config.retentionMs);
  const deployments = watchDeployments(engine, config.services, service);
  const report = (error: Error) => selfReport.report(error, {});
  // Before anything is heard: the first payload comes with the connection, and plans effects.
  const performing = performers({ service, authorise: authoriseStep }, incidents, { client, log, report }, moveTiming);
  register(bolt.app, {
    incidents,
    authorise,
    drills: reminders.drills,
    manual: manualAnswer(config),
    report: (error) => {
      log.error({ err: error }, 'a listener failed');
      report(error);
    },
  });

  await bolt.start();
  await whenStoreIsThere(log, () => read(store, (db) => promoteStranded(db, store.dialect)));
  const owner = await whenStoreIsThere(log, () => becomeOwner(store, storeUrl));
  if (owner.others === null) log.info({}, 'PostgreSQL is behind a pooler: what a dead replica had begun waits for its lease');
  const takingBack = keepTakingBack(engine, owner, performing);
  await takingBack.start();
  const runner: Runner = startRunner(engine, performing, {
    owner: owner.name,
    concurrency: 16,
    lanes: LANES,
    pollMs: 200,
    ...(hooks === undefined ? {} : { hooks }),
  });
  await whenStoreIsThere(log, () => reminders.start());
  void deployments.start();
  void keeper.start();
  log.info({ services: config.services.map(({ name }) => name) }, 'Switchback is ready');
  const looks = new AbortController();
  const all = config.services.map(({ name }) => service(name));
  const looking = Promise.all([
    logGroups(config.services, readGroup(client), log, looks.signal),
    logPowers(all, log, looks.signal),
    logClones(all, log, looks.signal),
  ]);

  return {
    stop: async () => {
      looks.abort();
      reminders.stop();
      await looking;
      await deployments.stop();
      await keeper.stop();
      await bolt.stop();
      await takingBack.stop();
      await runner.stop();
      await owner.close();
      stopping.abort();
      judging.stop();
      await store.close();
      release?.();
    },
  };
}

function inWorkers(engine: string, now: () => number): { readonly judgeOf: JudgeOf; readonly stop: () => void } {
  const workers = createWorkers(engine);
  return { judgeOf: (database) => createJudge({ workers, database, now }), stop: () => workers.stop() };
}
