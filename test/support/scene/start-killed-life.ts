import { onTestFinished } from 'vitest';
import { eventually } from '#test/support/eventually.ts';
import { listIncidents } from '#src/store/incidents.ts';
import { openStore } from '#src/store/open-store.ts';
import { verifyJournal } from '#src/store/verify-journal.ts';
import type { Line } from './read-newest-journal.ts';
import { startCrashScene } from './start-crash-scene.ts';
import { THE_ERROR } from './start-ground.ts';
import { sendErrors, sendTraffic } from './telemetry.ts';

export type Moment = 'opening' | 'asking' | 'proving';

/** Effects whose other side is done with a request once its caller is dead, so their leases need not be waited for. A move keeps its own. */
const OVER_AT_ONCE = ['renderStatus', 'say', 'askApproval', 'setAutoAssignment', 'markRelease', 'watchProduction'];
const PATIENCE_MS = 150_000;

/** One incident from its command to the proof, people who press again what was not acknowledged, and customers who go on. */
export async function startKilledLife(storeUrl: string) {
  const scene = await startCrashScene({ storeUrl, deadline: '5m' });
  const { ada, incident, slack, vercel, sentry, good, bad, clock } = scene;
  let bot = scene.launch();
  onTestFinished(customers());

  const counted = async (event: string): Promise<number> => (await scene.journal()).filter(({ type }) => type === event).length;

  /** As a person does: again, until it is seen to count. */
  const presses = async (label: string, event: string): Promise<void> => {
    await eventually(
      `“${label}” to count`,
      async () => {
        if ((await counted(event)) > 0) return true;
        if (!isOffered(label)) return false;
        const answer = await ada.clicks(label).then(() => 'acknowledged', String);
        if (answer === 'acknowledged' && (await counted(event)) === 0) throw new Error(`“${label}” was acknowledged and did not count.`);
        return false;
      },
      (isCounted) => isCounted,
      PATIENCE_MS,
    );
  };
  const isOffered = (label: string): boolean =>
    slack.messages('C0INCIDENTS').length > 0 && incident.offers().some((offer) => offer.startsWith(label));
  const isSaid = (words: string): Promise<unknown> =>
    eventually(
      `the thread to say “${words}”`,
      () => (slack.messages('C0INCIDENTS').length === 0 ? [] : incident.said()),
      (said) => said.includes(words),
      PATIENCE_MS,
    );

  return {
    /** Answers where it was when it died, as its journal has it. */
    killAndStart: async (): Promise<string> => {
      await bot.kill();
      const where = placeOf(await scene.journal(), scene.moves().length > 0);
      await scene.leasesRunOut(...OVER_AT_ONCE);
      bot = scene.launch();
      return where;
    },
    /** So many more requests, or as many as there will be. */
    platformIsAsked: async (times: number): Promise<void> => {
      const before = vercel.requests.length;
      const patience = Date.now() + 3_000;
      await eventually(
        'the platform to be asked',
        () => vercel.requests.length - before,
        (asked) => asked >= times || Date.now() > patience,
      );
    },
    opens: async () => {
      await eventually(
        'the command to open an incident',
        async () => {
          await ada.says('/rollback shop').catch(() => {});
          return (await scene.journal()).length;
        },
        (entries) => entries > 0,
        PATIENCE_MS,
      );
      await presses('No, data is intact', 'data.reportIntact');
      await presses('Confirm: app bug', 'class.confirm');
    },
    asksForTheMove: async () => {
      await presses('Roll back to', 'move.confirm');
      await isSaid('Has production moved back?');
    },
    isProven: () => isSaid('Recovered so far'),
    whatWasDone: async () => {
      await incident.shows('Merge a pull request that reverts the bad commit');
      return {
        moves: scene.moves(),
        domains: vercel.domains.map(({ name }) => vercel.aliasOf(name)),
        autoAssign: vercel.autoAssign,
        switched: vercel.requests.filter(({ route }) => route === 'update project').map(({ body }) => body),
        marked: sentry.deploys.length,
        statusMessages: slack.messages('C0INCIDENTS').filter(({ metadata }) => metadata?.event_type === 'switchback_incident').length,
        said: [...new Set(incident.said())].sort(),
        saidAgain: incident.saidAgain(),
        clicks: await Promise.all(['data.reportIntact', 'class.confirm', 'move.confirm', 'move.accepted'].map(counted)),
        journal: await journalOf(storeUrl),
      };
    },
    doneOnce: {
      moves: [good.id],
      domains: [good.id, good.id],
      autoAssign: false,
      // A rollback turns it off by itself.
      switched: [],
      marked: 1,
      statusMessages: 1,
      said: ['Auto-assignment of production domains', 'Has production moved back?', 'Recovered so far', 'Release marked', 'What was found'],
      saidAgain: [],
      clicks: [1, 1, 1, 1],
      journal: 'intact',
    },
  };

  /** The usual traffic, and errors for as long as the bad deployment serves it. */
  function customers(): () => Promise<void> {
    let since = clock.now();
    let last: Promise<unknown> = Promise.resolve();
    const timer = setInterval(() => {
      const span = { start: since, end: clock.now() };
      since = span.end;
      const isBad = vercel.aliasOf('shop.example.com') === bad.id;
      last = Promise.all([
        sendTraffic(sentry.dsn, span),
        isBad ? sendErrors(sentry.dsn, span, { message: THE_ERROR, release: bad.commit, perSecond: 10 }) : null,
      ]);
    }, 500);
    return async () => {
      clearInterval(timer);
      await last;
    };
  }
}

function placeOf(journal: readonly Line[], isSent: boolean): string {
  const has = (...types: readonly string[]): boolean => journal.some(({ type }) => types.includes(type));
  if (journal.some(({ type, payload }) => type === 'recovery.observed' && JSON.stringify(payload).includes('"verdict":"recovered"'))) {
    return 'after the proof';
  }
  if (has('move.accepted', 'move.alreadyThere')) return 'between acceptance and proof';
  if (has('move.confirm')) return `between the click and its acceptance, ${isSent ? 'sent' : 'not sent'}`;
  return 'before the click was stored';
}

async function journalOf(storeUrl: string): Promise<string> {
  const store = await openStore(storeUrl);
  try {
    const [incident] = await listIncidents(store, {});
    return incident === undefined ? 'none' : (await verifyJournal(store, incident.id)).kind;
  } finally {
    await store.close();
  }
}
