import { currentProduction, servingDomains, type Domain, type State } from './state.ts';

export function pointDomain(state: State, domain: Domain, deploymentId: string | null): void {
  domain.deploymentId = deploymentId;
  const build = deploymentId === null ? undefined : state.builds.get(deploymentId);
  if (build) {
    build.served = true;
    build.liveAt ??= state.settings.now();
  }
  state.changed({ kind: 'alias', domain: domain.name, deploymentId });
}

/** Gives a deployment every production domain at once, as a build does when auto-assignment is on. */
export function pointProduction(state: State, deploymentId: string): void {
  for (const domain of servingDomains(state)) pointDomain(state, domain, deploymentId);
  becomeProduction(state, deploymentId);
}

export function becomeProduction(state: State, deploymentId: string): void {
  if (currentProduction(state) !== deploymentId) state.productionHistory.push(deploymentId);
}

export function setAutoAssign(state: State, on: boolean): void {
  if (state.autoAssign === on) return;
  state.autoAssign = on;
  state.changed({ kind: 'auto-assignment', on });
}
