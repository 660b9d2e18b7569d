import { SwitchbackError } from '#domain/errors.ts';
import type { Deploys } from './deploys.ts';

/**
 * Stands where a service has no platform that the bot can reach. Whatever is asked of it fails with what was therefore not done, so that
 * evidence is unavailable, a move is stopped, and a person does it.
 *
 * @param platform its name where the service has one that the bot has no client for; null where none is configured
 */
export function withoutPlatform(service: string, platform: string | null): Deploys {
  const why =
    platform === null
      ? `No platform is configured for ${service}`
      : `Switchback cannot reach ${platform} itself yet, where ${service} runs`;
  const refuse = (therefore: string) => (): Promise<never> =>
    Promise.reject(new SwitchbackError('config_invalid', `${why}, so ${therefore}.`));
  return {
    source: 'config',
    requestIdHeader: null,
    targets: refuse('no deployment to go back to was looked for'),
    production: refuse('what serves production was not read'),
    newest: refuse('the newest build was not looked up'),
    preview: refuse('the domains that would move were not read'),
    start: refuse('nothing was moved: a person does it'),
    job: refuse('no move was looked for'),
    setAutoAssignment: refuse('nothing was set: a person does it'),
    visit: refuse('the app was not asked'),
  };
}
