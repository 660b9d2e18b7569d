/** What is claimed by saying that a step is done, where the bot can read whether it is so. */
export type StepClaim =
  /** No migration is stuck any more. */
  | 'lock is gone'
  /** What the migration took from the old code is there again. */
  | 'schema is back'
  /** The tool's own table no longer counts the migration as applied. */
  | 'migration is undone'
  /** Production serves the deployment to go back to. */
  | 'target serves'
  /** Production serves another deployment than when it was last read. */
  | 'production moved'
  /** A build that is newer than the bad one answers on its own URL. */
  | 'new build answers'
  /** Production serves neither the bad deployment nor the one that was rolled back to. */
  | 'new build serves'
  /** The newest build is neither building nor serving. */
  | 'deploy is stopped';

/** What was read of a claim. `cannot tell`: nobody could look, or what was seen decides nothing. */
export interface StepReading {
  readonly found: 'so' | 'not so' | 'cannot tell';
  /** One plain sentence. Untrusted text. */
  readonly what: string;
}
