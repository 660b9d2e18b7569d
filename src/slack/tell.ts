import type { Logger, RespondArguments, RespondFn } from '@slack/bolt';

/**
 * Says something to one person at the address that their payload carried. One that is dead or missing is nobody's fault: there is no
 * other way to answer, so it is only logged.
 */
export async function tell(respond: RespondFn | undefined, logger: Logger, message: RespondArguments): Promise<void> {
  try {
    if (respond === undefined) throw new Error('The payload carried no address to answer at.');
    await respond({ response_type: 'ephemeral', replace_original: false, ...message });
  } catch (error) {
    logger.warn('a private sentence could not be said', error);
  }
}
