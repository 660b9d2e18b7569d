import type { Workspace } from './workspace.ts';

/** With `should_escape` Slack turns `@name` and `#channel` in a command's text into ids. */
export function escapeMentions(workspace: Workspace, text: string): string {
  return text.replaceAll(/(^|\s)([@#])([\w.-]+)/g, (written, before: string, sign: string, name: string) => {
    if (sign === '@') {
      const user = [...workspace.users.values()].find((one) => one.name === name);
      const group = [...workspace.groups.values()].find((one) => one.handle === name);
      if (user !== undefined) return `${before}<@${user.id}|${user.name}>`;
      return group === undefined ? written : `${before}<!subteam^${group.id}|@${group.handle}>`;
    }
    const channel = [...workspace.channels.values()].find((one) => one.name === name);
    return channel === undefined ? written : `${before}<#${channel.id}|${channel.name}>`;
  });
}
