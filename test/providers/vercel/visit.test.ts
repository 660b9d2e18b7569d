import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Handler } from '#sandbox/vercel/listen.ts';
import { createVercel } from '#src/providers/vercel/index.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { startOrigin } from '#test/sandbox/vercel/start-origin.ts';
import { addressOfNobody } from '#test/support/address-of-nobody.ts';
import { startShop, type Shop } from '#test/sandbox/vercel/start-shop.ts';

const BYPASS = 'secret-of-the-project';

describe('a visit', () => {
  let shop: Shop;
  let deploys: Deploys;
  const signal = () => AbortSignal.timeout(10_000);
  const visit = (url: string, within = signal()) => deploys.visit(url, within);

  beforeEach(async () => {
    shop = await startShop({ protectionBypass: BYPASS });
    deploys = createVercel(shop.vercel.access);
  });
  afterEach(() => shop.close());

  async function withApp(answer: Handler, look: (url: string) => Promise<void>): Promise<void> {
    const app = await startOrigin('app', answer);
    await look(app.url);
    await app.close();
  }

  test('is uncached, unpinned and without cookies, and never the same URL twice', async () => {
    await visit(`${shop.vercel.productionUrl}/api/health?verbose=1`);
    await visit(`${shop.vercel.productionUrl}/api/health?verbose=1`);
    const [first, second] = shop.origin.seen;
    expect(first).toMatchObject({ method: 'GET', headers: { 'cache-control': 'no-store', pragma: 'no-cache' } });
    expect(first?.url).toMatch(/^\/api\/health\?verbose=1&_switchback=[0-9a-f-]{36}$/);
    expect(first?.url).not.toBe(second?.url);
    expect(first?.headers).not.toHaveProperty('cookie');
    expect(first?.headers).not.toHaveProperty('x-deployment-id');
    expect(first?.headers).not.toHaveProperty('authorization');
  });

  test('skew-protection pinning is never sent: a ?dpl= in the URL is taken out', async () => {
    const app = await startOrigin('pinned');
    const pinned = await shop.vercel.addDeployment({ commit: '9'.repeat(40), message: 'Pin', author: 'ada', origin: app.url });
    const seen = await visit(`${shop.vercel.productionUrl}/?dpl=${pinned.id}`);
    expect(seen).toMatchObject({ kind: 'answered', body: '{"app":"shop"}' });
    expect(app.seen).toEqual([]);
    await app.close();
  });

  test('x-vercel-id is the id of the request and not of the deployment: two visits have two', async () => {
    const visits = [await visit(shop.vercel.productionUrl), await visit(shop.vercel.productionUrl)];
    const ids = visits.map((seen) => (seen.kind === 'answered' ? seen.requestId : null));
    expect(ids[0]).toMatch(/^iad1::iad1::[0-9a-f]{5}-\d+-[0-9a-f]{12}$/);
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids.join()).not.toContain(shop.live.id);
  });

  test('the protection bypass opens a deployment’s own URL', async () => {
    expect(await visit(shop.previous.url)).toMatchObject({ kind: 'answered', status: 200, body: '{"app":"shop"}' });
    expect(shop.origin.seen[0]?.headers['x-vercel-protection-bypass']).toBe(BYPASS);
  });

  test('without the bypass a protected deployment answers with its login', async () => {
    deploys = createVercel({ ...shop.vercel.access, protectionBypass: null });
    expect(await visit(shop.previous.url)).toMatchObject({
      kind: 'answered',
      status: 302,
      location: expect.stringMatching(/^https:\/\/vercel\.com\/sso-api\?url=/),
    });
    expect(shop.vercel.requests).toEqual([]);
  });

  test('the protection bypass is never sent to a production domain, although it fits the template', async () => {
    await visit(shop.vercel.productionUrl);
    expect(shop.origin.seen[0]?.headers).not.toHaveProperty('x-vercel-protection-bypass');
  });

  test('the protection bypass is never sent to a stranger', async () => {
    const stranger = await startOrigin('stranger');
    await visit(stranger.url);
    expect(stranger.seen[0]?.headers).not.toHaveProperty('x-vercel-protection-bypass');
    await stranger.close();
  });

  test('the protection bypass is never sent to a deployment of another project', async () => {
    const input = { commit: '9'.repeat(40), message: 'Theirs', author: 'eve', origin: shop.origin.url };
    const theirs = await shop.vercel.addDeployment({ ...input, projectId: 'prj_of_others' });
    expect(await visit(theirs.url)).toMatchObject({ status: 302 });
  });

  test('while Vercel cannot say whose host it is the secret stays here, and the next visit asks again', async () => {
    shop.vercel.faults.on('read deployment', { kind: 'answer', acts: false, status: 403 }, 1);
    expect(await visit(shop.previous.url)).toMatchObject({ status: 302 });
    expect(await visit(shop.previous.url)).toMatchObject({ status: 200 });
  });

  test('a Vercel that does not answer whose host it is does not stop the visit', async () => {
    shop.vercel.faults.on('read deployment', { kind: 'hang', acts: false });
    expect(await visit(shop.vercel.productionUrl)).toMatchObject({ kind: 'answered', status: 200 });
  });

  test('whose host it is gets asked once', async () => {
    await visit(shop.previous.url);
    await visit(`${shop.previous.url}/again`);
    expect(shop.vercel.requests).toHaveLength(1);
  });

  test('a template with a path of its own leaves other hosts alone', async () => {
    deploys = createVercel({ ...shop.vercel.access, deploymentUrl: 'http://{url}.deployments.internal' });
    await visit(shop.vercel.productionUrl);
    expect(shop.vercel.requests).toEqual([]);
  });

  test('a redirect is reported and not followed', async () => {
    const look = async (url: string) => {
      expect(await visit(url)).toMatchObject({ kind: 'answered', status: 307, location: '/login', body: '' });
    };
    await withApp((_, response) => void response.writeHead(307, { location: '/login' }).end(), look);
  });

  test('an error status of the app is an answer', async () => {
    const look = async (url: string) => {
      expect(await visit(url)).toMatchObject({ kind: 'answered', status: 500, body: 'column "total" does not exist', requestId: null });
    };
    await withApp((_, response) => void response.writeHead(500).end('column "total" does not exist'), look);
  });

  test('the body is cut at a MiB, also one that never ends', async () => {
    const look = async (url: string) => {
      const seen = await visit(url);
      expect(seen.kind === 'answered' && seen.body.length).toBe(1024 * 1024);
    };
    await withApp((_, response) => void response.end('x'.repeat(2_000_000)), look);
    await withApp((_, response) => void response.write('x'.repeat(2_000_000)), look);
  });

  test('a domain that points nowhere is an answer', async () => {
    shop.vercel.pointDomain('shop.example.com', null);
    expect(await visit(shop.vercel.productionUrl)).toMatchObject({
      kind: 'answered',
      status: 404,
      body: expect.stringContaining('DEPLOYMENT_NOT_FOUND'),
    });
  });

  test('no answer in time is a value', async () => {
    await withApp(
      () => {},
      async (url) => {
        expect(await visit(url, AbortSignal.timeout(100))).toMatchObject({ kind: 'failed', why: 'no answer in time' });
      },
    );
  });

  test('a body that hangs is a value', async () => {
    const half: Handler = (_, response) => void response.writeHead(200, { 'content-length': '1000' }).write('half');
    await withApp(half, async (url) => {
      expect(await visit(url, AbortSignal.timeout(100))).toMatchObject({ kind: 'failed', why: 'no answer in time' });
    });
  });

  test('a connection that breaks is a value', async () => {
    const look = async (url: string) => {
      expect(await visit(url)).toMatchObject({ kind: 'failed', why: expect.stringMatching(/^the connection failed/) });
    };
    await withApp((_, response) => void response.destroy(), look);
  });

  test('nobody there, and no URL at all, are values', async () => {
    expect(await visit(await addressOfNobody())).toMatchObject({ kind: 'failed', why: 'the connection failed (ECONNREFUSED)' });
    expect(await visit('not a url')).toEqual({ kind: 'failed', why: 'this is not a URL', durationMs: 0 });
  });
});
