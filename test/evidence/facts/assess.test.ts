import { describe, expect, test } from 'vitest';
import type { Evidence } from '#domain/evidence.ts';
import { eventually } from '#test/support/eventually.ts';
import { gate, hang } from '#test/support/gate.ts';
import { FROM, reported, SAFE, UNSAFE } from '#test/support/schema-reports.ts';
import { GOOD, page } from '#test/support/scripted-deploys.ts';
import { BAD, PRODUCTION } from '#test/support/shop.ts';
import { assessed } from './assessed.ts';
import { CULPRIT, down, NO_DATABASE, NO_GIT, NO_SENTRY, NO_VERCEL, OLDER, sources } from './sources.ts';

function verdicts(evidence: readonly Evidence[]): Record<string, string> {
  return Object.fromEntries(evidence.map(({ kind, verdict }) => [kind, verdict]));
}

const EVERYTHING = {
  'deploy.serving': 'supports',
  'target.available': 'supports',
  'errors.began': 'supports',
  'target.clean': 'supports',
  'schema.fits': 'supports',
  'target.answers': 'supports',
  'database.free': 'supports',
};

test('every source answers: the plan, the error behind it, and one finding per fact', async () => {
  const { plan, culprit, evidence } = await assessed(sources());
  expect(plan).toEqual({
    suspect: BAD,
    target: GOOD,
    otherTargets: [OLDER],
    domains: ['shop.example', 'www.shop.example'],
    autoAssignment: 'on',
  });
  expect(culprit).toEqual(CULPRIT);
  expect(verdicts(evidence)).toEqual(EVERYTHING);
});

test('the errors lead to the tracker’s own page of what the deploy brought, and the probe to the deployment that was asked', async () => {
  const { evidence } = await assessed(sources());
  expect(Object.fromEntries(evidence.flatMap(({ kind, link }) => (link === undefined ? [] : [[kind, link]])))).toEqual({
    'errors.began': CULPRIT.permalink,
    'target.clean': CULPRIT.permalink,
    'target.answers': GOOD.url,
  });
});

test('at most three more targets are offered', async () => {
  const targets = [GOOD, { ...OLDER, id: 'dpl_1' }, { ...OLDER, id: 'dpl_2' }, { ...OLDER, id: 'dpl_3' }, { ...OLDER, id: 'dpl_4' }];
  const { plan } = await assessed(sources({ deploys: { targets: async () => targets } }));
  expect(plan.otherTargets.map(({ id }) => id)).toEqual(['dpl_1', 'dpl_2', 'dpl_3']);
});

test('an older target that is known to run where the newest does not is offered as well', async () => {
  const floor = { ...OLDER, id: 'dpl_floor', commit: '9f2c1a3000000000000000000000000000000000' };
  const targets = [GOOD, { ...OLDER, id: 'dpl_1' }, { ...OLDER, id: 'dpl_2' }, { ...OLDER, id: 'dpl_3' }, { ...OLDER, id: 'dpl_4' }, floor];
  const { plan } = await assessed(sources({ deploys: { targets: async () => targets }, schema: reported({ [FROM]: UNSAFE }) }));
  expect(plan.otherTargets.map(({ id }) => id)).toEqual(['dpl_1', 'dpl_2', 'dpl_3', 'dpl_floor']);
});

describe('sources are asked at once', () => {
  test('no source waits for one that it does not need', async () => {
    const answers = gate();
    const asked = new Set<string>();
    const held = async <Value>(what: string, value: Value): Promise<Value> => {
      asked.add(what);
      await answers.opened;
      return value;
    };
    const from = sources();
    const known = reported({ [FROM]: SAFE });
    const slow = sources({
      deploys: {
        preview: () => held('preview', ['shop.example']),
        visit: (url) => held(url, page(200)),
      },
      errors: {
        counts: async (...question) => await held('counts', await from.errors.counts(...question)),
        traffic: async (...question) => await held('traffic', await from.errors.traffic(...question)),
        issues: async (...question) => await held('issues', await from.errors.issues(...question)),
      },
      schema: { ...known, ask: async (span, signal) => held('schema', await known.ask(span, signal)) },
    });
    const finding = assessed(slow);
    await eventually(
      'everything is asked before anything has answered',
      () => [...asked].sort(),
      (all) => all.length === 7,
    );
    expect([...asked].sort()).toEqual([
      'counts',
      'https://shop-good.vercel.example/',
      'https://shop-good.vercel.example/invoices',
      'issues',
      'preview',
      'schema',
      'traffic',
    ]);
    answers.open();
    expect((await finding).culprit).toEqual(CULPRIT);
  });

  test('the target is looked at while production has not answered', async () => {
    const answers = gate();
    const asked: string[] = [];
    const finding = assessed(
      sources({
        deploys: {
          production: async () => {
            await answers.opened;
            return PRODUCTION;
          },
          visit: async (url) => {
            asked.push(url);
            return page(200);
          },
          preview: async (id) => {
            asked.push(id);
            return ['shop.example'];
          },
        },
      }),
    );
    await eventually(
      'the target is asked',
      () => asked.length,
      (count) => count === 3,
    );
    answers.open();
    expect(verdicts((await finding).evidence)).toEqual(EVERYTHING);
  });

  test('the errors are read while the targets are not listed', async () => {
    const answers = gate();
    const asked: string[] = [];
    const from = sources();
    const finding = assessed(
      sources({
        deploys: {
          targets: async () => {
            await answers.opened;
            return [GOOD];
          },
        },
        errors: {
          counts: async (...question) => {
            asked.push('counts');
            return await from.errors.counts(...question);
          },
        },
      }),
    );
    await eventually(
      'the errors are read',
      () => asked.length,
      (count) => count === 2,
    );
    answers.open();
    expect(verdicts((await finding).evidence)).toEqual(EVERYTHING);
  });
});

describe('a source that is down', () => {
  test('Vercel: the plan is empty, and nothing that needs it is claimed', async () => {
    const { plan, culprit, evidence } = await assessed(sources({ deploys: NO_VERCEL }));
    expect(plan).toEqual({ suspect: null, target: null, otherTargets: [], domains: [], autoAssignment: 'unknown' });
    expect(culprit).toBeNull();
    expect(verdicts(evidence)).toEqual({
      'deploy.serving': 'unavailable',
      'target.available': 'unavailable',
      'errors.began': 'inconclusive',
      'schema.fits': 'inconclusive',
      'database.free': 'supports',
    });
  });

  test('Sentry: production, the target and the schema are known all the same', async () => {
    const { plan, culprit, evidence } = await assessed(sources({ errors: NO_SENTRY }));
    expect({ suspect: plan.suspect, target: plan.target, culprit }).toEqual({ suspect: BAD, target: GOOD, culprit: null });
    expect(verdicts(evidence)).toEqual({ ...EVERYTHING, 'errors.began': 'unavailable', 'target.clean': 'unavailable' });
  });

  test('all of them: nothing reads as supports', async () => {
    const { evidence } = await assessed(sources({ deploys: NO_VERCEL, errors: NO_SENTRY, schema: NO_GIT, database: NO_DATABASE }));
    expect(Object.values(verdicts(evidence))).toEqual(['unavailable', 'unavailable', 'inconclusive', 'inconclusive', 'unavailable']);
  });

  test('git: only the schema is not known', async () => {
    const { evidence } = await assessed(sources({ schema: NO_GIT }));
    expect(verdicts(evidence)).toEqual({ ...EVERYTHING, 'schema.fits': 'unavailable' });
  });

  test('the database: only the migrations that may be stuck are not known', async () => {
    const { evidence } = await assessed(sources({ database: NO_DATABASE }));
    expect(verdicts(evidence)).toEqual({ ...EVERYTHING, 'database.free': 'unavailable' });
  });

  test('only the list of targets: the errors are compared, and no target is probed', async () => {
    const { plan, culprit, evidence } = await assessed(sources({ deploys: { targets: down('Vercel') } }));
    expect({ suspect: plan.suspect, target: plan.target, culprit }).toEqual({ suspect: BAD, target: null, culprit: CULPRIT });
    expect(verdicts(evidence)).toEqual({
      'deploy.serving': 'supports',
      'target.available': 'unavailable',
      'errors.began': 'supports',
      'schema.fits': 'inconclusive',
      'database.free': 'supports',
    });
  });

  test('only production: the target is probed, and nobody knows when the errors began', async () => {
    const { evidence } = await assessed(sources({ deploys: { production: down('Vercel') } }));
    expect(verdicts(evidence)).toEqual({
      'deploy.serving': 'unavailable',
      'target.available': 'supports',
      'errors.began': 'inconclusive',
      'target.clean': 'inconclusive',
      'schema.fits': 'inconclusive',
      'target.answers': 'supports',
      'database.free': 'supports',
    });
  });

  test('the preview alone takes nothing but the domains', async () => {
    const { plan, evidence } = await assessed(sources({ deploys: { preview: down('Vercel') } }));
    expect(plan.domains).toEqual([]);
    expect(verdicts(evidence)).toEqual(EVERYTHING);
  });
});

describe('a verdict on the schema that takes longer than everything else', () => {
  test('is late, and nothing waits for it', async () => {
    const { evidence, schemaIsLate } = await assessed(sources({ schema: { ask: (_, signal) => hang(signal), kept: async () => null } }));
    expect(schemaIsLate).toBe(true);
    expect(verdicts(evidence)).toEqual({ ...EVERYTHING, 'schema.fits': 'inconclusive' });
    expect(evidence.find(({ kind }) => kind === 'schema.fits')?.summary).toBe(
      'The schema is still being judged; the verdict follows in the thread.',
    );
  });

  test('is in time when it comes with the others', async () => {
    const { evidence, schemaIsLate } = await assessed(sources({ schema: reported({ [FROM]: UNSAFE }) }));
    expect(schemaIsLate).toBe(false);
    expect(verdicts(evidence)).toEqual({ ...EVERYTHING, 'schema.fits': 'contradicts' });
  });
});

describe('a source that hangs costs its deadline', () => {
  test('all of them', async () => {
    const stuck = (...args: readonly unknown[]) => hang(args.find((one) => one instanceof AbortSignal) ?? AbortSignal.abort());
    const { evidence } = await assessed(
      sources({
        deploys: { production: stuck, targets: stuck },
        errors: { counts: stuck, traffic: stuck, issues: stuck },
        schema: { ask: stuck, kept: stuck },
        database: { activity: stuck },
      }),
      20,
    );
    expect(Object.values(verdicts(evidence))).toEqual(['unavailable', 'unavailable', 'inconclusive', 'inconclusive', 'unavailable']);
  });

  test('only the tracker: the rest is known', async () => {
    const stuck = (...args: readonly unknown[]) => hang(args.find((one) => one instanceof AbortSignal) ?? AbortSignal.abort());
    const { evidence } = await assessed(sources({ errors: { counts: stuck, traffic: stuck, issues: stuck } }), 500);
    expect(verdicts(evidence)).toEqual({ ...EVERYTHING, 'errors.began': 'unavailable', 'target.clean': 'unavailable' });
  });

  test("only the target's own URL: it is said, and the rest is known", async () => {
    const { evidence } = await assessed(sources({ deploys: { visit: (_, signal) => hang(signal) } }), 500);
    expect(verdicts(evidence)).toEqual({ ...EVERYTHING, 'target.answers': 'unavailable' });
  });
});
