import type { ByHandOf } from './vendor.ts';

/** The instructions in which a person reads what serves: the same commands in each. */
export function whereProductionIsRead<Settings>(reads: ByHandOf<Settings>) {
  return {
    appBugChoosing: reads,
    askingAboutServing: reads,
    confirmNothingMoved: reads,
    notTheDeploy: reads,
    readProduction: reads,
  };
}
