import type { Mode } from '#domain/service.ts';
import { context, type Message } from '../block-kit.ts';
import { inMode } from '../in-mode.ts';

/** Every message of a drill says so, first. */
export function asDrill(mode: Mode, message: Message): Message {
  if (mode === 'live') return message;
  const banner = context('*DRILL* · this is a rehearsal');
  return {
    text: inMode(mode, message.text),
    blocks: [banner, ...message.blocks],
    ...(message.classic === undefined ? {} : { classic: [banner, ...message.classic] }),
  };
}
