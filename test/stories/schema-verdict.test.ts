import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openStore } from '#src/store/open-store.ts';
import { eventually } from '#test/support/eventually.ts';
import { gate } from '#test/support/gate.ts';
import { literalSchema } from '#test/support/literal-schema.ts';
import { startCrashScene } from '#test/support/scene/start-crash-scene.ts';
import type { Ground } from '#test/support/scene/start-ground.ts';
import { startScene, type Scene } from '#test/support/scene/start-scene.ts';
import { toTheRecommendation } from '#test/support/scene/walk-to.ts';
import { FIX_FILE, SAFE, UNKNOWN, UNSAFE, WITH_CAVEAT } from '#test/support/schema-reports.ts';
import { onEveryStore } from '#test/support/stores.ts';

function git({ files }: Ground, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', join(dirname(files.file), 'repository'), ...args], { encoding: 'utf8' }).trim();
}

const branches = (ground: Ground) => git(ground, 'for-each-ref', 'refs/heads/switchback', '--format=%(refname:short)').split('\n');

async function toTheForwardFix({ ada, incident }: Pick<Scene, 'ada' | 'incident'>): Promise<void> {
  await ada.says('/rollback shop');
  await ada.clicks('No, data is intact');
  await ada.clicks('Confirm: schema mistake');
  await ada.clicks('Re-point, if it is compatible');
  await incident.shows('Refused: going back would make it worse');
  await ada.clicks('Forward-fix the schema');
}

describe('A way back that is judged to be', () => {
  test('unsafe is refused with its proof and the floor, and leads to the drafted fix on a branch', async () => {
    const scene = await startScene({ migrated: true, schema: literalSchema(UNSAFE) });
    const { ada, dot, incident, good, bad } = scene;
    await toTheForwardFix(scene);
    const refusal = await incident.says('Refused: going back would make it worse');
    expect(refusal).toContain('Tried there: “SELECT "total" FROM "public"."invoices"” fails with 42703.');
    expect(refusal).toContain('9f2c1a3 is the oldest that still runs, because of 0003_contract.');

    const drafted = await incident.says('The drafted forward-fix');
    expect(drafted).toContain('ALTER TABLE "public"."invoices" ADD COLUMN "total" numeric(12,2);');
    expect(drafted).toContain('The values come back from subtotal + tax.');
    expect(drafted).toContain('Nothing was run on production.');
    const [branch = '', ...others] = branches(scene);
    expect(others).toEqual([]);
    expect(branch).toMatch(/^switchback\/fix-inc-[0-9a-f]+-[0-9a-f]{7}$/);
    expect(drafted).toContain(branch);
    expect(git(scene, 'rev-parse', `${branch}^`)).toBe(bad.commit);
    expect(git(scene, 'show', `${branch}:${FIX_FILE.path}`)).toBe(FIX_FILE.content.trim());

    await incident.shows('Read the drafted forward-fix');
    await ada.clicks('Done');
    await incident.shows('Apply the forward-fix to production');
    await ada.clicks('Ask for approval');
    const asked = await incident.says('A second person is needed: Apply the forward-fix to production');
    expect(asked).toContain('@U0DOT: @U0ADA asks for it');
    expect(asked).toContain(createHash('sha256').update(FIX_FILE.content).digest('hex'));
    expect(scene.slack.files().map(({ content }) => content?.toString())).toEqual([FIX_FILE.content]);
    await dot.clicks('I approve this step');
    await incident.shows('Apply the forward-fix to production');
    expect(scene.moves()).toEqual([]);
    expect(scene.vercel.domains.map(({ name }) => scene.vercel.aliasOf(name))).toEqual([bad.id, bad.id]);
    expect(good.id).not.toBe(bad.id);
    expect(scene.errors()).toEqual([]);
  });

  test('unsafe can still be taken, by a second person with a reason', async () => {
    const scene = await startScene({ migrated: true, schema: literalSchema(UNSAFE) });
    const { ada, ben, incident } = scene;
    await toTheRecommendation(scene);
    await ada.clicks('Confirm: schema mistake');
    await ada.clicks('Re-point, if it is compatible');
    await ada.answers('Break glass', { words: 'Nobody reads that page.' });
    const asked = await incident.says('A second person is needed: Break-glass');
    expect(asked).toContain('@U0BEN, @U0DOT: @U0ADA asks for it: “Nobody reads that page.”');
    expect(asked).toContain('fails there with 42703');
    expect(asked).not.toContain('vercel rollback');
    await ben.clicks('I agree: roll back anyway');
    await incident.says('Has production moved back?');
    expect(scene.moves()).toEqual([`rollback ${scene.good.id}`]);
  });

  test('safe with a caveat is confirmed with the caveat in sight', async () => {
    const scene = await startScene({ migrated: true, schema: literalSchema(WITH_CAVEAT) });
    await toTheRecommendation(scene);
    await scene.ada.clicks('Confirm: app bug');
    await scene.incident.shows('Put production back?');
    await scene.incident.shows(WITH_CAVEAT.sentence);
    expect(JSON.stringify(scene.incident.root().blocks)).toContain('"text":"3 rows hold NULL in public.invoices.note."');
    await scene.ada.clicks('Roll back to');
    await scene.incident.says('Has production moved back?');
  });

  test('unknown is asked of a person, and reads as not safe', async () => {
    const scene = await startScene({ migrated: true, schema: literalSchema(UNKNOWN) });
    const { ada, incident } = scene;
    await ada.says('/rollback shop');
    await ada.clicks('No, data is intact');
    await incident.shows('Would the old code run on today’s schema?');
    await ada.clicks('No, or not sure');
    await incident.shows('It looks like *schema mistake*');
    await ada.clicks('Confirm: schema mistake');
    await ada.clicks('Re-point, if it is compatible');
    await incident.shows('Refused: going back would make it worse');
    expect(incident.offers().some((label) => label.startsWith('Roll back to'))).toBe(false);
    expect(scene.moves()).toEqual([]);
  });

  test('something only after everything else was found is told when it is known, and weighed then', async () => {
    const known = gate();
    const { judge, fingerprint } = literalSchema(UNSAFE);
    const slow = async (...asked: Parameters<typeof judge>) => {
      await known.opened;
      return await judge(...asked);
    };
    const scene = await startScene({ migrated: true, schema: { judge: slow, fingerprint } });
    const { ada, incident } = scene;
    await ada.says('/rollback shop');
    expect(await incident.says('What was found')).toContain('The schema is still being judged; the verdict follows in the thread.');
    await ada.clicks('No, data is intact');
    await incident.shows('Would the old code run on today’s schema?');
    known.open();
    await incident.says(UNSAFE.sentence);
    await incident.shows('It looks like *schema mistake*');
    expect(scene.errors()).toEqual([]);
  });
});

onEveryStore('A report that was made when the deployment was new', (stores) => {
  async function judgedAhead() {
    const schema = literalSchema(UNSAFE);
    const scene = await startScene({ migrated: true, schema, storeUrl: await stores.newUrl() });
    await scene.restartBot(() => scene.clock.advance(60_000));
    await eventually(
      'both ways back are judged',
      () => states(scene.storeUrl),
      (all) => all.length === 2 && all.every((state) => state === 'done'),
    );
    expect(schema.judged.map(({ from }) => from).toSorted()).toEqual([scene.good.commit, scene.older.commit].toSorted());
    expect(schema.judged.every(({ to }) => to === scene.bad.commit)).toBe(true);
    return { scene, schema };
  }

  test('is used in an incident without judging again', async () => {
    const { scene, schema } = await judgedAhead();
    await toTheForwardFix(scene);
    expect(await scene.incident.says('What was found')).toContain('files unchanged since, and the live schema was not read.');
    await scene.incident.says('The drafted forward-fix');
    expect(schema.judged).toHaveLength(2);
  });

  test('is not used once the files or the schema are others: it is judged again', async () => {
    const { scene, schema } = await judgedAhead();
    schema.becomes({ ...SAFE, fingerprints: { ...SAFE.fingerprints, to: 'other files' } });
    await toTheRecommendation(scene);
    const found = await scene.incident.says('What was found');
    expect(found).toContain(SAFE.sentence);
    expect(found).not.toContain('Computed');
    await scene.incident.shows('It looks like *app bug*');
    expect(schema.judged).toHaveLength(3);
  });
});

async function states(storeUrl: string): Promise<string[]> {
  // Never in the middle of a transaction of a bot that lives in the same thread.
  await setImmediate();
  const store = await openStore(storeUrl);
  try {
    const rows = await store.db.selectFrom('effects').select('state').where('kind', '=', 'precomputeReport').execute();
    return rows.map(({ state }) => state);
  } finally {
    await store.close();
  }
}

describe('Killed while the forward-fix is being proposed', () => {
  test.each([
    { when: 'before it is written', hook: 'afterClaim' as const, there: 0 },
    { when: 'between the branch and its record', hook: 'afterPerform' as const, there: 1 },
  ])('$when: there is one branch, and it is told once', async ({ hook, there }) => {
    const scene = await startCrashScene({ migrated: true, report: UNSAFE });
    const first = await scene.start({ kind: 'proposeFix', hook });
    await toTheForwardFix(scene);
    expect(await first.gone).toBe('SIGKILL');
    expect(branches(scene).filter((name) => name !== '')).toHaveLength(there);

    expect(await scene.leasesRunOut('proposeFix')).toBe(1);
    await scene.leasesRunOut('say', 'renderStatus');
    await scene.start();
    const drafted = await scene.incident.says('The drafted forward-fix');
    const [branch = '', ...others] = branches(scene);
    expect({ branch, others }).toEqual({ branch: expect.stringMatching(/^switchback\/fix-inc-/), others: [] });
    expect(drafted).toContain(branch);
    expect(git(scene, 'rev-list', '--count', `${scene.bad.commit}..${branch}`)).toBe('1');
    await scene.ada.clicks('Done');
    await scene.incident.shows('Apply the forward-fix to production');
    expect(scene.incident.said().filter((text) => text === 'The drafted forward-fix')).toHaveLength(1);
  });
});
