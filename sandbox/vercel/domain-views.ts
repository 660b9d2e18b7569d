import type { Json } from '#domain/json.ts';
import type { Domain, State } from './state.ts';

export function domainView(state: State, domain: Domain): Json {
  return {
    name: domain.name,
    apexName: domain.name.split('.').slice(-2).join('.'),
    projectId: state.settings.projectId,
    redirect: domain.redirect,
    verified: domain.verified,
    gitBranch: null,
    createdAt: domain.createdAt,
  };
}

export function aliasView(state: State, domain: Domain): Json {
  const build = state.builds.get(domain.deploymentId ?? '');
  return {
    uid: `als_${domain.name}`,
    alias: domain.name,
    created: new Date(domain.createdAt).toISOString(),
    createdAt: domain.createdAt,
    deploymentId: domain.deploymentId,
    ...(build ? { deployment: { id: build.id, url: build.host } } : {}),
    projectId: state.settings.projectId,
    redirect: domain.redirect,
  };
}
