import type { Deployment } from '#domain/deployment.ts';
import type { ConfirmedMove } from '#domain/plan.ts';
import type { Environment } from '#domain/service.ts';

/** What an instruction is filled in with. Plain data, and no secret among it: commands name the variables that hold them. */
export interface Subject {
  readonly service: string;
  readonly environment: Environment;
  /** Scheme and host of production. */
  readonly productionUrl: string;
  /** Path on which the app says which deployment it is. */
  readonly identityPath: string | null;
  readonly vercel: { readonly project: string; readonly team: string | null; readonly apiUrl: string };
  /** The deployment to go back to. */
  readonly target: Deployment | null;
  /** What production served when it was last read. */
  readonly live: Deployment | null;
  readonly sentry: { readonly url: string; readonly organization: string; readonly project: string; readonly environment: string };
  readonly code: { readonly repository: string | null; readonly migrations: string };
  readonly move: ConfirmedMove | null;
  /** The service's migration tool, where the schema was judged by its files. */
  readonly tool?: string | null;
  /** Whether the bot has drafted a forward-fix that holds. */
  readonly drafted?: boolean;
  /** The session of a migration that the bot saw stuck; when it began in milliseconds since the epoch, where that may be seen. */
  readonly stuck: { readonly pid: number; readonly startedAt: number | null } | null;
}

/** What a person does by hand. */
export interface Instruction {
  readonly title: string;
  /** Prose, in the order in which it is read. Names commit messages of others nowhere. */
  readonly lines: readonly string[];
  /** Each one can be pasted into a POSIX shell as it is, comments included. */
  readonly commands: readonly string[];
}

export type Instructions = Readonly<Record<string, (subject: Subject) => Instruction>>;

/** The deployment that is suspected: what served before our own move, if there was one. */
export function suspectOf({ move, live }: Subject): Deployment | null {
  if (move === null || move.movedAt === null) return live;
  return move.purpose !== 'recovery' ? move.target : move.expectedLive;
}
