import type { IncidentClass } from '#domain/service.ts';
import { ACTS, type Act, type ActType, type Asked } from '#machines/acts.ts';
import type { Intent } from '#machines/choices.ts';
import { PATHS, type Path } from '#machines/paths.ts';
import { CONTRACT, DUAL_READ } from '#test/support/walk.ts';
import { OTHER } from './reports.ts';

const CLASSES: readonly IncidentClass[] = ['app bug', 'schema mistake', 'catastrophic', 'not live yet', 'not the deploy'];

/** A choice as a person would send it: once per class where one is asked for, and with words where words are. */
export function filledIn(intent: Intent): readonly Intent[] {
  if (intent.type === 'class.override') return CLASSES.map((name) => ({ type: 'class.override', class: name, reason: 'I saw the diff' }));
  if (intent.type === 'incident.handOver') return [{ type: 'incident.handOver', to: 'U_BOB' }];
  if (intent.type === 'note.add') return [{ type: 'note.add', text: 'the second region is slow' }];
  return 'reason' in intent ? [{ ...intent, reason: 'I know why' }] : [intent];
}

const FILLED: Readonly<Record<Asked, object>> = {
  click: {},
  reason: { reason: 'I know why' },
  'class and reason': { class: 'app bug', reason: 'I saw the diff' },
  person: { to: 'U_BOB' },
  text: { text: 'the second region is slow' },
};

/** Everything that a person could ever try, legal or not. */
export const ALL_INTENTS: readonly Intent[] = [
  ...(Object.entries(ACTS) as [ActType, Act][])
    .filter(([type]) => type !== 'path.choose' && type !== 'target.choose')
    .map(([type, { asks }]) => Object.assign({ type }, FILLED[asks]) as Intent),
  ...(Object.keys(PATHS) as Path[]).map((path) => ({ type: 'path.choose' as const, path })),
  ...[DUAL_READ.id, OTHER.id, CONTRACT.id].map((target) => ({ type: 'target.choose' as const, target })),
];
