import { z } from 'zod';
import { cut, plain } from '../block-kit.ts';
import type { Incidents } from '../incidents.ts';
import { parseJson } from '../parse-json.ts';
import { VIEWS } from '../surface.ts';

/** The modal of the message shortcut: which service is this message about? */
export function declareView(services: Incidents['services'], channel: string, message: string) {
  return {
    type: 'modal' as const,
    callback_id: VIEWS.declare,
    private_metadata: JSON.stringify([channel, cut(message, 500)]),
    title: plain('Declare an incident'),
    submit: plain('Declare'),
    close: plain('Do not'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'service',
        label: plain('Which service?'),
        element: {
          type: 'static_select' as const,
          action_id: 'service',
          options: services.map(({ name }) => ({ text: plain(cut(name, 75)), value: name })),
        },
      },
    ],
  };
}

const METADATA = z.tuple([z.string(), z.string()]);
const VALUES = z.object({ service: z.object({ service: z.object({ selected_option: z.object({ value: z.string() }) }) }) });

/** Null for anything that this bot did not write. */
export function readDeclaration(metadata: string, state: unknown): { service: string; channel: string; message: string } | null {
  const [where, values] = [METADATA.safeParse(parseJson(metadata)), VALUES.safeParse(state)];
  if (!where.success || !values.success) return null;
  const [channel, message] = where.data;
  return { service: values.data.service.service.selected_option.value, channel, message };
}
