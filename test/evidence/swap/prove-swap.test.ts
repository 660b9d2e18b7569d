import { describe, expect, test } from 'vitest';
import type { Production } from '#domain/deployment.ts';
import { SwitchbackError } from '#domain/errors.ts';
import { proveSwap } from '#src/evidence/swap/prove-swap.ts';
import type { SwapQuestion } from '#src/evidence/swap/question.ts';
import type { JobReading, Visit } from '#src/providers/deploys.ts';
import type { DeploysScript } from '#test/support/scripted-deploys.ts';
import { GOOD, page, scriptedDeploys } from '#test/support/scripted-deploys.ts';

const STARTED = Date.UTC(2026, 10, 20, 14, 0);
const NOW = STARTED + 5 * 60_000;
const SOON = STARTED + 5_000;
const never = new AbortController().signal;

const question: SwapQuestion = {
  move: { gesture: 'rollback', to: 'dpl_good', reason: 'incident 12' },
  startedAt: STARTED,
  targetCommit: GOOD.commit,
  leavingCommit: 'ffffffffffffffffffffffffffffffffffffffff',
  app: { url: 'https://shop.example', identityPath: '/api/identity' },
  samples: 3,
  spacingMs: 0,
  propagationMs: 60_000,
};
const moved: Production = {
  domains: [
    { domain: 'shop.example', deploymentId: 'dpl_good' },
    { domain: 'www.shop.example', deploymentId: 'dpl_good' },
  ],
  current: GOOD,
  autoAssignment: 'off',
  rollingRelease: null,
  lastMove: null,
};
const succeeded: JobReading = { kind: 'ours', status: 'succeeded', failedDomains: [] };
const identity = (body: unknown) => ({ '/api/identity': () => page(200, body) });

/** Everything proved, except for what a test changes. */
function prove(script: Partial<DeploysScript> = {}, asked: Partial<SwapQuestion> = {}, now = NOW) {
  const { deploys, visited } = scriptedDeploys({
    production: () => moved,
    job: () => succeeded,
    pages: identity({ deploymentId: 'dpl_good', commit: GOOD.commit }),
    ...script,
  });
  return { proof: proveSwap(deploys, { ...question, ...asked }, now, never), visited };
}

describe('moved', () => {
  test('is said when the job, every domain and the app itself agree', async () => {
    const { proof } = prove();
    expect(await proof).toEqual({
      verdict: 'moved',
      sentence:
        'Moved, observed on the domain: shop.example/api/identity answered as dpl_good 3 of 3 times. All 2 production domains (shop.example, www.shop.example) read back dpl_good.',
      evidence: [
        {
          kind: 'swap.job',
          source: 'vercel',
          verdict: 'supports',
          summary: 'The rollback to dpl_good that we started succeeded.',
          observedAt: NOW,
          details: { kind: 'ours', status: 'succeeded', failedDomains: [] },
        },
        {
          kind: 'swap.domains',
          source: 'vercel',
          verdict: 'supports',
          summary: 'All 2 production domains (shop.example, www.shop.example) read back dpl_good.',
          observedAt: NOW,
          details: {
            domains: [
              { domain: 'shop.example', deploymentId: 'dpl_good' },
              { domain: 'www.shop.example', deploymentId: 'dpl_good' },
            ],
            current: 'dpl_good',
            rollingRelease: null,
          },
        },
        {
          kind: 'swap.app',
          source: 'app',
          verdict: 'supports',
          summary: 'shop.example/api/identity answered as dpl_good 3 of 3 times.',
          observedAt: NOW,
          details: { asked: 3, answered: 3, statuses: [200], path: '/api/identity' },
        },
        {
          kind: 'swap.request-id',
          source: 'app',
          verdict: 'inconclusive',
          summary:
            'x-vercel-id fra1::iad1::abcde-1700000000000-0123456789ab: a request id with its regions. It proves nothing about which deployment serves.',
          observedAt: NOW,
          details: {
            requestIds: [
              'fra1::iad1::abcde-1700000000000-0123456789ab',
              'fra1::iad1::abcde-1700000000000-0123456789ab',
              'fra1::iad1::abcde-1700000000000-0123456789ab',
            ],
          },
        },
      ],
    });
  });

  test('asks with a query of its own each time, so that no cache answers', async () => {
    const { proof, visited } = prove();
    await proof;
    expect(visited).toEqual([0, 1, 2].map((index) => `https://shop.example/api/identity?switchback=${NOW}-${index}`));
  });

  test.each([
    { given: 'plain text with the id', body: 'deployment dpl_good' },
    { given: 'JSON with the id alone', body: { deploymentId: 'dpl_good' } },
    { given: 'HTML that carries the id', body: '<html data-dpl-id="dpl_good"><script src="/a.js?dpl=dpl_good"></script>' },
  ])('accepts $given', async ({ body }) => {
    expect((await prove({ pages: identity(body) }).proof).verdict).toBe('moved');
  });

  test.each([{ commit: GOOD.commit }, { commit: 'a1b2c3d' }])('accepts the commit $commit, and says that it is weaker', async (body) => {
    const proof = await prove({ pages: identity(body) }).proof;
    expect(proof.verdict).toBe('moved');
    expect(proof.sentence).toContain(
      "answered with the target's commit a1b2c3d 3 of 3 times. That is weaker than a deployment id: redeploys share a commit.",
    );
  });

  test('is said where nothing had to be started because the target served already', async () => {
    const { proof } = prove({}, { startedAt: null });
    expect((await proof).verdict).toBe('moved');
  });

  test('is said for a job that The platform skipped only because the domains are there', async () => {
    const skipped: JobReading = { kind: 'ours', status: 'skipped', failedDomains: [] };
    expect((await prove({ job: () => skipped }).proof).verdict).toBe('moved');
    const elsewhere = { ...moved, domains: [{ domain: 'shop.example', deploymentId: 'dpl_bad' }] };
    expect((await prove({ job: () => skipped, production: () => elsewhere }).proof).verdict).toBe('contradicted');
  });
});

describe('reported: Vercel says so and the app was not observed to', () => {
  test.each<{ given: string; script: Partial<DeploysScript>; asked?: Partial<SwapQuestion>; says: string }>([
    {
      given: 'the app has no identity path',
      script: { pages: { '/': () => page(200, '<html>dpl_good</html>') } },
      asked: { app: { url: 'https://shop.example', identityPath: null } },
      says: 'it has no path for that',
    },
    { given: 'the app answers without an identity', script: { pages: identity({ ok: true }) }, says: 'without a deployment id or commit' },
    { given: 'the identity path is missing', script: { pages: { '/api/identity': () => page(404) } }, says: 'answered 404' },
    { given: 'it redirects', script: { pages: { '/api/identity': () => page(307, '', '/login') } }, says: 'answered 307, to /login' },
    {
      given: 'two ids stand in one text',
      script: { pages: identity('dpl_good dpl_bad') },
      says: 'without a deployment id or commit',
    },
    {
      given: 'both deployments share the commit that it answers with',
      script: { pages: identity({ commit: GOOD.commit }) },
      asked: { leavingCommit: GOOD.commit },
      says: 'both deployments share, so it proves nothing',
    },
    {
      given: 'the newest job goes to our target but is not provably ours',
      script: { job: () => ({ kind: 'another', to: 'dpl_good', requestedAt: STARTED - 60_000 }) },
      says: 'not provably the one that we started',
    },
  ])('$given', async ({ script, asked, says }) => {
    const proof = await prove(script, asked).proof;
    expect(proof.verdict).toBe('reported');
    expect(proof.sentence).toMatch(/^The platform reports the move: /);
    expect(proof.sentence).toContain(says);
  });

  test('one answer that did not arrive is one too many', async () => {
    const answers: Visit[] = [
      page(200, { deploymentId: 'dpl_good' }),
      { kind: 'failed', why: 'connection reset', durationMs: 3 },
      page(200, { deploymentId: 'dpl_good' }),
    ];
    const proof = await prove({ pages: { '/api/identity': () => answers.shift() ?? page(500) } }).proof;
    expect(proof.verdict).toBe('reported');
    expect(proof.sentence).toContain('could not be reached every time: connection reset');
  });
});

describe('not yet', () => {
  test.each(['pending', 'in progress'] as const)('while the job is %s, even if domains are split', async (status) => {
    const split = {
      ...moved,
      domains: [
        { domain: 'shop.example', deploymentId: 'dpl_good' },
        { domain: 'www.shop.example', deploymentId: 'dpl_bad' },
      ],
    };
    expect((await prove({ job: () => ({ kind: 'ours', status, failedDomains: [] }), production: () => split }).proof).verdict).toBe(
      'not yet',
    );
  });

  test('while The platform has no record of it, for a short time; then it is only reported', async () => {
    expect((await prove({ job: () => ({ kind: 'none' }) }, {}, SOON).proof).verdict).toBe('not yet');
    expect((await prove({ job: () => ({ kind: 'none' }) }).proof).verdict).toBe('reported');
  });

  test('while the old deployment still answers shortly after the start', async () => {
    expect((await prove({ pages: identity({ deploymentId: 'dpl_bad' }) }, {}, SOON).proof).verdict).toBe('not yet');
  });

  test('while the app cannot be reached shortly after the start', async () => {
    const down = { '/api/identity': (): Visit => ({ kind: 'failed', why: 'connection refused', durationMs: 1 }) };
    expect((await prove({ pages: down }, {}, SOON).proof).verdict).toBe('not yet');
  });
});

describe('contradicted', () => {
  test.each<{ given: string; script: Partial<DeploysScript>; says: string }>([
    {
      given: 'the domains are split',
      script: {
        production: () => ({
          ...moved,
          domains: [
            { domain: 'shop.example', deploymentId: 'dpl_good' },
            { domain: 'www.shop.example', deploymentId: 'dpl_bad' },
          ],
        }),
      },
      says: 'Production is split: www.shop.example of 2 domains still read back another deployment.',
    },
    {
      given: 'somebody else moved production',
      script: { job: () => ({ kind: 'another', to: 'dpl_other', requestedAt: STARTED + 30_000 }) },
      says: 'somebody moved production to dpl_other, requested at 2026-11-20T14:00:30Z',
    },
    {
      given: 'the job failed on one domain',
      script: { job: () => ({ kind: 'ours', status: 'failed', failedDomains: ['www.shop.example'] }) },
      says: 'It could not move www.shop.example.',
    },
    {
      given: 'a rolling release is active',
      script: { production: () => ({ ...moved, rollingRelease: { canary: 'dpl_bad', base: 'dpl_good', percentage: 25 } }) },
      says: 'A rolling release is active: 25 % of requests go to dpl_bad.',
    },
    {
      given: 'the app still answers as the old deployment',
      script: { pages: identity({ deploymentId: 'dpl_bad' }) },
      says: 'answered as another deployment 3 of 3 times',
    },
    {
      given: 'the app answers with another commit',
      script: { pages: identity({ commit: 'ffffffffffff' }) },
      says: 'answered as another deployment 3 of 3 times',
    },
  ])('$given', async ({ script, says }) => {
    const proof = await prove(script).proof;
    expect(proof.verdict).toBe('contradicted');
    expect(proof.sentence).toContain(says);
  });

  test('one answer of the old deployment among good ones', async () => {
    const answers = ['dpl_good', 'dpl_bad', 'dpl_good'];
    const proof = await prove({ pages: { '/api/identity': () => page(200, { deploymentId: answers.shift() }) } }).proof;
    expect(proof.verdict).toBe('contradicted');
    expect(proof.sentence).toContain('answered as another deployment 1 of 3 times');
  });
});

describe('cannot look', () => {
  const refuse = (): never => {
    throw new SwitchbackError('provider_unauthorized', 'Vercel refused the token. Put a valid one in place.');
  };

  test('when the domains cannot be read, although the app answers well', async () => {
    const proof = await prove({ production: refuse }).proof;
    expect(proof).toMatchObject({ verdict: 'cannot look', sentence: 'Cannot look: Vercel refused the token. Put a valid one in place.' });
    expect(proof.evidence.map(({ kind, verdict }) => [kind, verdict])).toEqual([
      ['swap.job', 'supports'],
      ['swap.domains', 'unavailable'],
      ['swap.app', 'supports'],
      ['swap.request-id', 'inconclusive'],
    ]);
  });

  test('when the job cannot be read', async () => expect((await prove({ job: refuse }).proof).verdict).toBe('cannot look'));

  test('when no production domain is known: an empty list proves nothing', async () => {
    expect((await prove({ production: () => ({ ...moved, domains: [] }) }).proof).verdict).toBe('cannot look');
  });

  test('when an alias does not say what it serves', async () => {
    const silent = { ...moved, domains: [{ domain: 'shop.example', deploymentId: null }] };
    expect((await prove({ production: () => silent }).proof).verdict).toBe('cannot look');
  });
});
