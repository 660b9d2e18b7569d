import type { ShownMessage } from '#sandbox/page/protocol.ts';
import { channelOf } from '#sandbox/page/server/state/channel.ts';
import { rehearse } from '#sandbox/rehearse/rehearse.ts';
import type { Walk } from '#sandbox/rehearse/walks/walk.ts';
import { PEOPLE } from '#sandbox/world/people.ts';

/** Plays a walk of the rehearsal, and returns every message of the bot as it ever stood there, oldest first. */
export async function messagesOf(walk: Walk): Promise<readonly ShownMessage[]> {
  const seen = new Map<string, ShownMessage>();
  const { result } = await rehearse(
    walk,
    () => {},
    ({ slack }) =>
      slack.onChange(() => {
        for (const { id } of Object.values(PEOPLE)) {
          for (const message of channelOf(slack, id).messages) {
            const key = JSON.stringify([message.text, message.blocks]);
            if (message.author.isBot && !seen.has(key)) seen.set(key, message);
          }
        }
      }),
  );
  if (result.kind === 'not as it should be') throw new Error(`${walk.name}: ${result.why}`);
  return [...seen.values()];
}
