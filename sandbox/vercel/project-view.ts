import type { Json } from '#domain/json.ts';
import { currentProduction, type State } from './state.ts';

/** Without `rollbackInfo` the newest job reads as null, even after one ran. */
export function projectView(state: State, rollbackInfo: boolean): Json {
  const production = state.builds.get(currentProduction(state) ?? '');
  const { job } = state;
  return {
    id: state.settings.projectId,
    name: state.settings.projectName,
    accountId: state.settings.teamId ?? 'usr_owner',
    autoAssignCustomDomains: state.autoAssign,
    autoAssignCustomDomainsUpdatedBy: 'system',
    targets: production
      ? {
          production: {
            id: production.id,
            url: production.host,
            alias: [...state.domains.keys()],
            plan: state.settings.plan,
            readyState: 'READY',
            type: 'LAMBDAS',
          },
        }
      : {},
    lastAliasRequest:
      rollbackInfo && job
        ? {
            fromDeploymentId: job.fromDeploymentId,
            toDeploymentId: job.toDeploymentId,
            jobStatus: job.status,
            requestedAt: job.requestedAt,
            type: job.type,
          }
        : null,
    lastRollbackTarget: null,
    ...(state.rollbackDescription ? { rollbackDescription: { ...state.rollbackDescription, userId: 'usr_1', username: 'bot' } } : {}),
    rollingRelease: state.rollingRelease || state.settings.rollingStages ? { target: 'production', stages: [] } : null,
    alias: [],
    defaultResourceConfig: { functionDefaultRegions: [] },
    resourceConfig: { functionDefaultRegions: [] },
    deploymentExpiration: {},
    nodeVersion: '22.x',
  };
}
