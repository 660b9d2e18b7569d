import { SwitchbackError } from '#domain/errors.ts';
import type { PerformContext } from '#src/engine/performer.ts';
import type { Message } from '../block-kit.ts';
import type { SlackClient } from '../connection/slack-client.ts';
import { plainForm } from './plain-form.ts';
import { refusalOf, type Refusal } from './slack-failure.ts';

/** `channel` is where it stands: a message to a person stands in a channel of its own. */
export type Sent = { readonly kind: 'sent'; readonly ts: string; readonly channel: string } | Refusal;

export interface Where {
  readonly channel: string;
  readonly thread_ts?: string;
  /** A reply that the channel sees too. */
  readonly reply_broadcast?: true;
  readonly ts?: string;
  readonly metadata: { readonly event_type: string; readonly event_payload: Readonly<Record<string, string>> };
}

/** Says things in Slack on behalf of effects. */
export interface Poster {
  /** Sends a message once; where its look is refused, the same once more, plainer. Throws where it may have been said. */
  send(method: 'chat.postMessage' | 'chat.update', where: Where, message: Message, context: Gate): Promise<Sent>;
  /**
   * It is said later, with longer and longer pauses. What Slack refuses, a person has to mend: it is logged as an error and reported,
   * once until something is said again.
   */
  later(what: string, refusal: Refusal, context: Gate): { readonly kind: 'again'; readonly afterMs: number; readonly why: string };
}

type Gate = Pick<PerformContext, 'beforeSend' | 'attempt'>;

export interface PosterParts {
  readonly client: SlackClient;
  readonly log: { warn(data: object, message: string): void; error(data: object, message: string): void };
  readonly report: (error: Error) => void;
}

/** For whatever says something: Slack may be away for a night. */
export const NEVER_GIVEN_UP = { maxAttempts: Number.POSITIVE_INFINITY, maxLooks: Number.POSITIVE_INFINITY };

const LONGEST_PAUSE_MS = 60_000;

export function createPoster({ client, log, report }: PosterParts): Poster {
  const reported = new Set<string>();

  async function attempt(method: string, content: object, { beforeSend }: Gate): Promise<Sent> {
    const unfurled = method === 'chat.postMessage' ? { unfurl_links: false, unfurl_media: false } : {};
    beforeSend();
    try {
      const answer = await client.apiCall(method, { ...content, ...unfurled });
      reported.clear();
      return { kind: 'sent', ts: String(Reflect.get(answer, 'ts')), channel: String(Reflect.get(answer, 'channel')) };
    } catch (error) {
      return refusalOf(error);
    }
  }

  return {
    send: async (method, where, { text, blocks, classic }, context) => {
      const forms = [{ text, blocks }, ...(classic === undefined ? [] : [{ text, blocks: classic }])];
      for (const form of forms) {
        const sent = await attempt(method, { ...where, ...form }, context);
        if (sent.kind !== 'refused' || sent.about !== 'content') return sent;
        log.warn({ method, code: sent.code }, 'Slack refused how a message looks; it is said more plainly');
      }
      return attempt(method, { ...where, text: plainForm({ text, blocks: classic ?? blocks }), blocks: [] }, context);
    },
    later: (what, refusal, context) => {
      const pause = Math.min(1000 * 2 ** (context.attempt - 1), LONGEST_PAUSE_MS);
      if (refusal.kind === 'wait') return { kind: 'again', afterMs: refusal.afterMs ?? pause, why: refusal.why };
      const { code } = refusal;
      log.error({ code, about: refusal.about }, `Slack refused ${what}; it is tried again`);
      if (!reported.has(code)) report(errorOf(what, refusal));
      reported.add(code);
      return { kind: 'again', afterMs: pause, why: `Slack refused ${what}: ${code}.` };
    },
  };
}

function errorOf(what: string, { about, code }: Extract<Refusal, { kind: 'refused' }>): SwitchbackError {
  const found = `Slack refused ${what} (${code}), so it was not said. It is tried again at least once a minute.`;
  switch (about) {
    case 'access':
      return new SwitchbackError('provider_unauthorized', `${found} Check the token, its scopes and whether the app is still installed.`);
    case 'place':
    case 'thread':
      return new SwitchbackError('provider_refused', `${found} Invite the app to the channel, or set another one for the service.`);
    case 'message':
    case 'content':
    case 'call':
      return new SwitchbackError('provider_refused', `${found} Report it as a fault of Switchback.`);
  }
}
