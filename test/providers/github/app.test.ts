import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGithub } from '#src/providers/github/create-github.ts';
import type { LocalGithub } from '#sandbox/github/local-github.ts';
import { startGithub } from '#sandbox/github/start-github.ts';
import { closeGithub } from './close-github.ts';

const TOKENS = 'POST /app/installations/{installation_id}/access_tokens';
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

describe('as an App of GitHub', () => {
  let github: LocalGithub;
  let main: string;
  const at = Date.now();
  const signal = () => AbortSignal.timeout(20_000);
  const host = (change: Partial<{ appId: string; privateKey: string; installationId: string }> = {}) => {
    const { apiUrl, owner, repository, main } = github.access;
    const auth = { kind: 'app', appId: '12345', privateKey, installationId: '100', ...change } as const;
    return createGithub({ apiUrl, owner, repository, main, auth, undo: null }).code;
  };
  const tag = () => ({ name: 'v1.4.3-rollback', commit: main, message: 'INC-1', at });

  beforeEach(async () => {
    github = await startGithub({ app: { id: '12345', installation: '100', publicKey } });
    main = await github.push({ files: { 'a.txt': 'one\n' }, message: 'init' });
  });
  afterEach(() => closeGithub(github));

  test('one token of the installation is fetched and used for everything', async () => {
    const code = host();
    expect(await code.tag(tag(), () => {}, signal())).toEqual({ kind: 'created' });
    expect(await code.marked('v1.4.3-rollback', signal())).toEqual({ commit: main, release: null });
    expect(github.requests.filter(({ route }) => route === TOKENS)).toHaveLength(1);
  });

  test('what is fetched to sign runs before the send, which is one', async () => {
    const sent: string[] = [];
    await host().tag(
      tag(),
      () => void sent.push(github.requests.map(({ route }) => route).includes(TOKENS) ? 'signed' : 'unsigned'),
      signal(),
    );
    expect(sent).toEqual(['signed']);
  });

  test('a write that is answered with 401 is not sent again, as the library would do with a young token', async () => {
    const refs = 'POST /repos/{owner}/{repo}/git/refs';
    github.faults.on(refs, { kind: 'answer', acts: false, status: 401, body: { message: 'Bad credentials' } });
    await expect(host().tag(tag(), () => {}, signal())).rejects.toMatchObject({ code: 'provider_unauthorized' });
    expect(github.requests.filter(({ route }) => route === refs)).toHaveLength(1);
  });

  test.each([
    ['another App', { appId: '99999' }, 401],
    ['another installation', { installationId: '200' }, 404],
  ] as const)('%s: no token, and nothing was asked', async (_, change, status) => {
    await expect(host(change).marked('v1', signal())).rejects.toMatchObject({
      code: 'provider_unauthorized',
      message: `GitHub gave no token for the App's installation (${status}), so nothing was asked. Check the App's id, its private key and the installation's id.`,
    });
  });

  test('where our clock is too fast for GitHub, the token is asked for again by its clock', async () => {
    const body = { message: "'Expiration time' claim ('exp') is too far in the future" };
    github.faults.on(TOKENS, { kind: 'answer', acts: false, status: 401, body }, 1);
    expect(await host().marked('v1', signal())).toEqual({ commit: null, release: null });
    expect(github.requests.filter(({ route }) => route === TOKENS)).toHaveLength(2);
  });

  test('a lost token is no doubt about a write: it was never sent', async () => {
    github.faults.on(TOKENS, { kind: 'reset', acts: true });
    await expect(host().tag(tag(), () => {}, signal())).rejects.toMatchObject({ code: 'provider_unavailable', retryable: true });
    expect(await github.idOf('refs/tags/v1.4.3-rollback')).toBeNull();
  });

  test('a page that answers in place of GitHub is no token, and is not kept as one', async () => {
    const code = host();
    github.faults.on(TOKENS, { kind: 'answer', acts: false, status: 200, body: 'Welcome' }, 1);
    await expect(code.marked('v1', signal())).rejects.toMatchObject({
      code: 'provider_unavailable',
      retryable: true,
      message: "GitHub was not asked: no token came. Try again; then check the App's private key.",
    });
    expect(github.requests.map(({ route }) => route)).toEqual([TOKENS]);
    expect(await code.marked('v1', signal())).toEqual({ commit: null, release: null });
  });

  test('a key that is none is refused before anything is sent, and is in no message', () => {
    expect(() => host({ privateKey: 'c2VjcmV0' })).toThrow(
      "The private key of the GitHub App is not a PEM. Give the file's contents as GitHub gave it, with its line breaks.",
    );
  });

  test.each(['-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n'])(
    'a damaged key is in no message',
    async (key) => {
      const failure = await host({ privateKey: key })
        .marked('v1', signal())
        .then(
          () => null,
          (error: unknown) => error,
        );
      expect(failure).toMatchObject({ code: 'provider_unavailable' });
      expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('c2VjcmV0');
    },
  );
});
