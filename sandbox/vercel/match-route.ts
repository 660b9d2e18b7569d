import type { Route } from './route.ts';
import { aliasRoutes } from './routes/aliases.ts';
import { deploymentRoutes } from './routes/deployments.ts';
import { moveRoutes } from './routes/moves.ts';
import { projectRoutes } from './routes/projects.ts';
import { rollingReleaseRoutes } from './routes/rolling-release.ts';

const routes = [...deploymentRoutes, ...projectRoutes, ...aliasRoutes, ...moveRoutes, ...rollingReleaseRoutes].map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
}));

export function matchRoute(method: string, path: string): { readonly route: Route; readonly params: readonly string[] } | null {
  for (const { route, pattern } of routes) {
    const match = route.method === method ? pattern.exec(path) : null;
    if (match) return { route, params: match.slice(1).map(decodeURIComponent) };
  }
  return null;
}
