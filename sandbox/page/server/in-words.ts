/** What Slack tells a person for its own error words. */
export function inWords(error: string | null): string {
  return WORDS[error ?? ''] ?? `Slack shows: ${error ?? 'an error'}`;
}

const WORDS: Readonly<Record<string, string | undefined>> = {
  not_a_command: 'There is no such command here. Try /rollback.',
  not_supported_in_threads: 'Commands do not work in threads. Type it into the channel, or use “Declare an incident” on a message.',
  operation_timeout: 'Slack shows: operation_timeout. The bot did not answer within 3 seconds; try again.',
  dispatch_failed: 'Slack shows: dispatch_failed. The bot is not connected; try again when it is back.',
};
