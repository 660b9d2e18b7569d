import type { Migration } from '#sandbox/app/database/migrations.ts';
import type { AppVersion } from '#sandbox/app/versions.ts';
import type { World } from '#sandbox/world/start-world.ts';
import type { Switches } from '#sandbox/world/switches.ts';

/** Where a scenario is played: the world and what can go wrong around it. */
export interface Scenery {
  readonly world: World;
  readonly switches: Switches;
  /** Has something closed with the world, such as a session that holds a lock. */
  readonly keep: (close: () => Promise<unknown>) => void;
}

/** Something that a person does outside Slack: with a database client, in the repository, at a vendor. */
export interface Run {
  readonly key: string;
  readonly title: string;
  readonly about: string;
  /** Returns in one sentence what was done. Throws, in plain words, where it cannot be done now. */
  readonly run: (scenery: Scenery) => Promise<string>;
}

export interface Hint {
  /** The title of the incident's state that it is for; null before an incident is declared. */
  readonly at: string | null;
  readonly says: string;
}

/** One incident to live through. */
export interface Scenario {
  readonly key: string;
  readonly title: string;
  /** What a newcomer reads before choosing it: what happens, not what the answer is. */
  readonly about: string;
  readonly schema: Migration;
  readonly serving: AppVersion;
  /** It needs several sessions at once, which PGlite does not have. */
  readonly needsServer?: true;
  /** What happened well before the fault. */
  readonly prepares: (scenery: Scenery) => Promise<unknown>;
  /** The fault itself. */
  readonly breaks: (scenery: Scenery) => Promise<unknown>;
  /** What a person who is paged is told. */
  readonly page: string;
  readonly hints: readonly Hint[];
  readonly runs: readonly Run[];
}
