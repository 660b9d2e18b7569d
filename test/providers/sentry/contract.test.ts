import { startSentry } from '#sandbox/sentry/start-sentry.ts';
import { createSentry } from '#src/providers/sentry/create-sentry.ts';
import { postError, postRequest, type Sent } from '#test/sandbox/sentry/post-envelope.ts';
import { errorsContract, type ErrorsGround } from '#test/support/errors-contract.ts';

const NOW = Date.parse('2026-11-20T14:00:00Z');

errorsContract('sentry', async (): Promise<ErrorsGround> => {
  const sentry = await startSentry({ now: () => NOW });
  const { token, apiUrl: baseUrl, organization, project, dsn } = sentry;
  const errors = createSentry({ token, baseUrl, organization, project, environment: 'production', dsn, now: () => NOW });
  return {
    errors,
    now: NOW,
    capture: async (error) => {
      must(200, await postError(dsn, error));
    },
    visit: async (request) => {
      must(200, await postRequest(dsn, request));
    },
    rejectOne: async () => {
      sentry.set({ rejectShare: 1 });
      must(429, await postError(dsn, { at: NOW, message: 'over quota' }));
      sentry.set({ rejectShare: 0 });
    },
    stall: () => sentry.set({ stalled: true }),
    flow: () => sentry.set({ stalled: false }),
    refuseCredentials: () => sentry.set({ tokenRefused: true }),
    loseProject: () => sentry.set({ emptySeries: true }),
    limit: (times) => sentry.set({ fault: { kind: 'fixed window', times } }),
    breakDown: (times) => sentry.set({ fault: { kind: 'bad gateway', times } }),
    hang: () => sentry.set({ fault: { kind: 'hang', times: 1 } }),
    loseNextReply: () => sentry.set({ fault: { kind: 'reply lost', times: 1 } }),
    marks: () =>
      sentry.deploys.map((deploy) => ({
        release: deploy.release,
        name: deploy.name ?? '',
        url: deploy.url ?? '',
        startedAt: Date.parse(deploy.dateStarted ?? ''),
        finishedAt: Date.parse(deploy.dateFinished),
      })),
    stop: async () => {
      await sentry.close();
      if (sentry.unexpected.length > 0) throw new Error(`The sandbox does not know: ${sentry.unexpected.join('; ')}`);
    },
  };
});

function must(status: number, sent: Sent): void {
  if (sent.status !== status) throw new Error(`The sandbox answered ${sent.status} where ${status} was meant`);
}
