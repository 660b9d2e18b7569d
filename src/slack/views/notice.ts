import { plain, section } from '../block-kit.ts';

/** What a modal turns into when its answer cannot be taken. `mrkdwn` says what was not done; of a drill it says so first. */
export function notice(mrkdwn: string) {
  return { type: 'modal' as const, title: plain('Please read'), close: plain('Close'), blocks: [section(mrkdwn)] };
}
