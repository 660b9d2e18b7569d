import type { World, WorldOptions } from '#sandbox/world/start-world.ts';
import type { Stage } from '../stage.ts';

/** One story that the rehearsal plays from start to end. */
export interface Walk {
  readonly name: 'rehearsal' | 'app-bug' | 'schema-mistake';
  /** One sentence for the reader. */
  readonly about: string;
  readonly world: WorldOptions;
  /** What happened well before, so that there is a way back and traffic on it. */
  readonly prepares: (world: World) => Promise<unknown>;
  /** What goes wrong before anybody is paged; healthy traffic has been flowing for a while. */
  readonly breaks: (world: World, stage: Stage) => Promise<void>;
  readonly play: (world: World, stage: Stage) => Promise<void>;
  /** The step after which production moves or is fixed: clicks are counted until then. */
  readonly movesAt: 'the first move' | 'the fix';
}
