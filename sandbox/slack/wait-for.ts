import { plainText } from './plain-text.ts';
import type { Workspace } from './workspace.ts';

/**
 * Resolves with the first answer of `look` that is there (not null, undefined or false), asked again after every change,
 * and now and then for what lies outside of Slack.
 * Rejects with the description and everything that can be seen by then.
 */
export function waitFor<Found>(
  workspace: Workspace,
  description: string,
  look: () => Found | null | undefined | false,
  timeoutMs: number,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(deadline);
      clearInterval(between);
      forget();
    };
    const attempt = () => {
      try {
        const found = look();
        if (found === null || found === undefined || found === false) return;
        stop();
        resolve(found);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const forget = workspace.onChange(attempt);
    const between = setInterval(attempt, 50);
    const deadline = setTimeout(() => {
      stop();
      reject(new Error(`Waited ${timeoutMs} ms in vain for ${description}. There is now:\n${whatIsThere(workspace)}`));
    }, timeoutMs);
    attempt();
  });
}

function whatIsThere(workspace: Workspace): string {
  const messages = [...workspace.messages.values()].map((message) => {
    const thread = message.threadTs === null ? '' : ` in thread ${message.threadTs}`;
    const only = message.visibleTo === null ? '' : ` only for ${message.visibleTo}`;
    return `${message.channel} ${message.ts}${thread}${only}: ${plainText(message)}`;
  });
  const views = [...workspace.views.values()].flat().map((view) => `modal of ${view.userId}: ${view.modal.title.text}`);
  return [...messages, ...views].join('\n') || 'nothing';
}
