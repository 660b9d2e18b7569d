import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startOrigin, type Origin } from './start-origin.ts';
import { startShop, type Shop } from './start-shop.ts';

describe('the edge of the local Vercel', () => {
  let shop: Shop;
  let app: Origin;
  let other: { readonly id: string; readonly url: string };
  const text = async (url: string, init?: RequestInit) => (await fetch(url, init)).text();

  beforeEach(async () => {
    shop = await startShop({ protectionBypass: 'open sesame' });
    app = await startOrigin('other');
    const build = { commit: '9'.repeat(40), message: 'Other', author: 'ada', origin: app.url };
    other = await shop.vercel.addDeployment(build);
  });
  afterEach(async () => {
    await shop.close();
    await app.close();
  });

  test('a domain answers with the app that its alias names, from the moment that it moves', async () => {
    expect(await text(shop.vercel.productionUrl)).toBe('{"app":"shop"}');
    shop.vercel.pointDomain('shop.example.com', other.id);
    expect(await text(shop.vercel.productionUrl)).toBe('{"app":"other"}');
  });

  test('method, path, query, headers and body arrive as they were sent', async () => {
    shop.vercel.pointDomain('shop.example.com', other.id);
    await fetch(`${shop.vercel.productionUrl}/api/orders?draft=1`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-trace': 'abc' },
      body: '{"total":3}',
    });
    expect(app.seen).toMatchObject([
      {
        method: 'PUT',
        url: '/api/orders?draft=1',
        headers: {
          'content-type': 'application/json',
          'x-trace': 'abc',
          host: new URL(shop.vercel.productionUrl).host,
          'x-forwarded-host': new URL(shop.vercel.productionUrl).host,
          'x-vercel-deployment-url': new URL(other.url).host,
        },
        body: '{"total":3}',
      },
    ]);
  });

  test('a body of unknown length arrives whole', async () => {
    shop.vercel.pointDomain('shop.example.com', other.id);
    const request = httpRequest(shop.vercel.productionUrl, { method: 'POST' });
    request.write('one ');
    request.end('two');
    const [response] = await once(request, 'response');
    response.resume();
    await once(response, 'end');
    expect(app.seen[0]).toMatchObject({ method: 'POST', body: 'one two' });
  });

  test('status, headers and cookies of the app come back', async () => {
    const teapot = await startOrigin('teapot', (_, response) => {
      response.writeHead(418, { 'x-app': 'teapot', 'set-cookie': ['a=1', 'b=2'] }).end('short and stout');
    });
    const build = { commit: '8'.repeat(40), message: 'Tea', author: 'ada', origin: teapot.url };
    shop.vercel.pointDomain('shop.example.com', (await shop.vercel.addDeployment(build)).id);
    const response = await fetch(shop.vercel.productionUrl);
    expect(response.status).toBe(418);
    expect(response.headers.get('x-app')).toBe('teapot');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('short and stout');
    await teapot.close();
  });

  test('every answer carries an id of the request that says nothing about the deployment', async () => {
    const ids = await Promise.all([1, 2].map(async () => (await fetch(shop.vercel.productionUrl)).headers.get('x-vercel-id')));
    expect(ids[0]).toMatch(/^iad1::iad1::[0-9a-f]{5}-\d+-[0-9a-f]{12}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  test('an alias that points nowhere is 404 DEPLOYMENT_NOT_FOUND', async () => {
    shop.vercel.pointDomain('shop.example.com', null);
    const response = await fetch(shop.vercel.productionUrl);
    expect(response.status).toBe(404);
    expect(response.headers.get('x-vercel-error')).toBe('DEPLOYMENT_NOT_FOUND');
    expect(await response.text()).toContain('DEPLOYMENT_NOT_FOUND');
  });

  test('a deployment deleted by retention is 404 on its own URL', async () => {
    shop.vercel.deleteByRetention(shop.older.id);
    const response = await fetch(shop.older.url, { headers: { 'x-vercel-protection-bypass': 'open sesame' } });
    expect(response.status).toBe(404);
  });

  test('an app that is down is 502, and an answer that breaks off breaks off', async () => {
    await app.close();
    shop.vercel.pointDomain('shop.example.com', other.id);
    expect((await fetch(shop.vercel.productionUrl)).status).toBe(502);

    const broken = await startOrigin('broken', (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    });
    const build = { commit: '8'.repeat(40), message: 'Broken', author: 'ada', origin: broken.url };
    shop.vercel.pointDomain('shop.example.com', (await shop.vercel.addDeployment(build)).id);
    await expect(text(shop.vercel.productionUrl)).rejects.toThrow('terminated');
    await broken.close();
    app = await startOrigin('other');
  });

  test('a protected deployment URL sends strangers to a login and opens with the bypass', async () => {
    const closed = await fetch(shop.older.url, { redirect: 'manual' });
    expect(closed.status).toBe(302);
    expect(closed.headers.get('location')).toMatch(/^https:\/\/vercel\.com\/sso-api\?url=/);
    expect(await text(shop.older.url, { headers: { 'x-vercel-protection-bypass': 'open sesame' } })).toBe('{"app":"shop"}');
  });

  test('a redirecting domain redirects', async () => {
    await shop.vercel.addDomain({ name: 'www.example.com', redirect: 'shop.example.com' });
    const www = shop.vercel.domains.find((domain) => domain.name === 'www.example.com');
    const response = await fetch(`${www?.productionUrl}/cart`, { redirect: 'manual' });
    expect(response.status).toBe(308);
    expect(response.headers.get('location')).toBe('https://shop.example.com/cart');
  });

  test('skew protection pins by query, header and cookie, whatever the alias says', async () => {
    const url = shop.vercel.productionUrl;
    expect(await text(`${url}/?dpl=${other.id}`)).toBe('{"app":"other"}');
    expect(await text(url, { headers: { 'x-deployment-id': other.id } })).toBe('{"app":"other"}');
    expect(await text(url, { headers: { cookie: `a=1; __vdpl=${other.id}` } })).toBe('{"app":"other"}');
    expect(await text(`${url}/?dpl=dpl_unknown`)).toBe('{"app":"shop"}');
  });

  test('a rolling release gives its canary its share of the requests', async () => {
    shop.vercel.startRollingRelease(other.id, 20);
    const answers: string[] = [];
    for (let i = 0; i < 20; i += 1) answers.push(await text(shop.vercel.productionUrl));
    expect(answers.filter((answer) => answer === '{"app":"other"}')).toHaveLength(4);
  });
});
