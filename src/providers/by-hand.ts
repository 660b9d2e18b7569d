import type { Deployment } from '#domain/deployment.ts';
import type { ConfirmedMove } from '#domain/plan.ts';
import type { Environment } from '#domain/service.ts';

/** What a text for doing it by hand may know. Plain data, of no vendor, and no secret among it: commands name the variables that hold them. */
export interface Subject {
  readonly service: string;
  readonly environment: Environment;
  /** Scheme and host of production. */
  readonly productionUrl: string;
  /** Path on which the app says which deployment it is. */
  readonly identityPath: string | null;
  /** Path that answers 200 once the app can serve; null where nobody named one. */
  readonly readinessPath: string | null;
  /** The deployment to go back to. */
  readonly target: Deployment | null;
  /** What production served when it was last read. */
  readonly live: Deployment | null;
  readonly code: { readonly repository: string | null; readonly migrations: string };
  readonly branches: Branches;
  /** Queries that only read, by their names; `$1` stands for the generation. */
  readonly generations: Readonly<Record<string, string>>;
  readonly move: ConfirmedMove | null;
  /** Whether the bot has drafted a forward-fix that holds. */
  readonly drafted?: boolean;
  /** The session of a migration that the bot saw stuck; when it began in milliseconds since the epoch, where that may be seen. */
  readonly stuck: { readonly pid: number; readonly startedAt: number | null } | null;
}

/** `production` is the one that production is deployed from, where it is another one. */
export interface Branches {
  readonly main: string;
  readonly production: string;
}

/** What a vendor adds to an instruction. */
export interface ByHand {
  readonly lines?: readonly string[];
  /** Each one can be pasted into a POSIX shell as it is, comments included. */
  readonly commands?: readonly string[];
}

/** What a person types for the service's migration tool. */
export interface ToolCommands {
  /** Reads what its history says. */
  readonly history: readonly string[];
  /** Reads what it would apply. */
  readonly status: readonly string[];
  readonly generate: readonly string[];
  readonly apply: readonly string[];
  /** Writes into its history that a migration was applied by hand. */
  readonly recordApplied: readonly string[];
  /** Writes into its history that a migration was undone. */
  readonly markUndone: Required<ByHand>;
}

/** What the vendors of one service add, by the key of the instruction. */
export type Hand = (key: string, subject: Subject) => ByHand | null;

/** The deployment that is suspected: what served before our own move, if there was one. */
export function suspectOf({ move, live }: Subject): Deployment | null {
  if (move === null || move.movedAt === null) return live;
  return move.purpose !== 'recovery' ? move.target : move.expectedLive;
}
