import { plain } from '../block-kit.ts';
import type { DrillOccurrence } from '../drills.ts';
import { VIEWS } from '../surface.ts';

export function handOverDrillView(drill: DrillOccurrence) {
  return {
    type: 'modal' as const,
    callback_id: VIEWS.handOverDrill,
    private_metadata: JSON.stringify(drill),
    title: plain('DRILL · Hand over'),
    submit: plain('Hand over'),
    close: plain('Do not'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'person',
        label: plain('To whom?'),
        element: { type: 'users_select' as const, action_id: 'person' },
      },
    ],
  };
}
