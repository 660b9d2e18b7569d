import type { Json } from '#domain/json.ts';
import type { State } from './state.ts';

export function rollingReleaseView(state: State): Json {
  const release = state.rollingRelease;
  if (!release) return null;
  const side = (id: string): Json => {
    const build = state.builds.get(id);
    return build
      ? { id, name: state.settings.projectName, url: build.host, createdAt: build.createdAt, readyState: build.state, target: 'production' }
      : null;
  };
  const stage = { index: 0, targetPercentage: release.percentage, isFinalStage: false, requireApproval: true, duration: null };
  return {
    state: 'ACTIVE',
    substate: null,
    currentDeployment: side(release.base),
    canaryDeployment: side(release.canary),
    activeStage: stage,
    nextStage: { ...stage, index: 1, targetPercentage: 100, isFinalStage: true },
    stages: [stage, { ...stage, index: 1, targetPercentage: 100, isFinalStage: true }],
    advancementType: 'manual-approval',
    queuedDeploymentId: release.queued,
    startedAt: state.settings.now(),
    updatedAt: state.settings.now(),
    currentCanaryPercentage: release.percentage,
  };
}
