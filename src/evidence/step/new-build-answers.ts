import type { Deployment } from '#domain/deployment.ts';
import type { Probe } from '#domain/probe.ts';
import type { StepReading } from '#domain/step-claim.ts';
import type { Deploys } from '#src/providers/deploys.ts';
import { describe } from '../describe.ts';
import { readAnswer } from '../probe/read-answer.ts';

/** Does a build answer on its own URL, on every probe that is configured? */
export async function newBuildAnswers(
  deploys: Pick<Deploys, 'visit'>,
  build: Deployment,
  probes: readonly Probe[],
  signal: AbortSignal,
): Promise<StepReading> {
  const answers = await Promise.all(
    probes.map(async (probe) => readAnswer(probe, await deploys.visit(new URL(probe.path, build.url).href, signal), build.url)),
  );
  const what = `${describe(build)} on its own URL: ${answers.map(({ path, said }) => `${path} ${said}`).join('; ')}.`;
  if (answers.some(({ verdict }) => verdict === 'contradicts')) return { found: 'not so', what };
  return { found: answers.length > 0 && answers.every(({ verdict }) => verdict === 'supports') ? 'so' : 'cannot tell', what };
}
