import type { Deployment, NewestBuild, Production } from '#domain/deployment.ts';
import type { ConfirmedMove, Plan } from '#domain/plan.ts';
import type { StepReading } from '#domain/step-claim.ts';
import { describe } from '../describe.ts';
import type { Read } from '../within-deadline.ts';

/** Does production serve the deployment to go back to? Another one than either is nothing that can be judged. */
export function targetServes(production: Read<Production>, { target, suspect }: Plan): StepReading {
  const current = serving(production);
  if ('found' in current) return current;
  const what = `${describe(current)} serves production.`;
  if (target !== null && isSame(current, target)) return { found: 'so', what };
  return { found: suspect !== null && isSame(current, suspect) ? 'not so' : 'cannot tell', what };
}

/** Does production serve another deployment than when it was last read? */
export function productionMoved(production: Read<Production>, { suspect }: Plan): StepReading {
  const current = serving(production);
  if ('found' in current) return current;
  if (suspect === null) return { found: 'cannot tell', what: `${describe(current)} serves production; what served before is not known.` };
  return current.id === suspect.id
    ? { found: 'not so', what: `${describe(current)} still serves production.` }
    : { found: 'so', what: `${describe(current)} serves production.` };
}

/** Does production serve a build that is neither the bad one nor the one that was rolled back to? */
export function newBuildServes(production: Read<Production>, move: ConfirmedMove | null): StepReading {
  const current = serving(production);
  if ('found' in current) return current;
  const what = `${describe(current)} serves production`;
  if (move === null) return { found: 'cannot tell', what: `${what}.` };
  if (current.id === move.target.id) return { found: 'not so', what: `${what}, which is what was rolled back to.` };
  return current.id === move.expectedLive?.id
    ? { found: 'not so', what: `${what}, which is what was rolled back.` }
    : { found: 'so', what: `${what}.` };
}

/** Is the newest build neither on its way nor live? */
export function deployIsStopped(newest: Read<NewestBuild | null>, production: Read<Production>): StepReading {
  if (newest.kind === 'unavailable') return { found: 'cannot tell', what: `The newest build could not be read. ${newest.why}` };
  if (newest.value === null) return { found: 'so', what: 'There is no production build.' };
  const { deployment, state } = newest.value;
  const name = describe(deployment);
  if (state === 'building') return { found: 'not so', what: `${name} is still building.` };
  const current = serving(production);
  if ('found' in current) return current;
  return current.id === deployment.id
    ? { found: 'not so', what: `${name} serves production.` }
    : { found: 'so', what: `${name} ${state === 'failed' ? 'failed to build' : 'is built'} and does not serve production.` };
}

/** The build that may replace the bad one, or why there is none yet. */
export function replacement(newest: Read<NewestBuild | null>, bad: Deployment | null): Deployment | StepReading {
  if (newest.kind === 'unavailable') return { found: 'cannot tell', what: `The newest build could not be read. ${newest.why}` };
  if (newest.value === null) return { found: 'cannot tell', what: 'The platform names no production build.' };
  const { deployment, state } = newest.value;
  const name = describe(deployment);
  if (bad !== null && deployment.id === bad.id)
    return { found: 'not so', what: `The newest production build is still ${name}, the bad one.` };
  if (state === 'building') return { found: 'not so', what: `The newest production build, ${name}, is still building.` };
  return state === 'failed' ? { found: 'not so', what: `The newest production build, ${name}, failed.` } : deployment;
}

/** The one deployment that all domains agree on, or that it cannot be told. */
function serving(production: Read<Production>): Deployment | StepReading {
  if (production.kind === 'unavailable') return { found: 'cannot tell', what: `Production could not be read. ${production.why}` };
  return production.value.current ?? { found: 'cannot tell', what: 'The production domains do not agree on one deployment.' };
}

function isSame(one: Deployment, other: Deployment): boolean {
  return one.id === other.id || (one.commit !== null && one.commit === other.commit);
}
