import { TOKEN_ROUTE } from './admit.ts';
import { created, failure } from './reply.ts';
import type { Routes } from './route.ts';
import { actionRoutes } from './routes/actions.ts';
import { commitRoutes } from './routes/commits.ts';
import { gitDataRoutes } from './routes/git-data.ts';
import { pullRoutes } from './routes/pulls.ts';
import { releaseRoutes } from './routes/releases.ts';

const tokenRoutes: Routes = {
  [TOKEN_ROUTE]: async ({ settings, minted }, { params }) => {
    if (params['installation_id'] !== settings.app?.installation) return failure(404, 'Not Found');
    const token = `ghs_${minted.size + 1}${'0'.repeat(30)}`;
    minted.add(token);
    const expires = new Date(settings.now() + 3_600_000).toISOString();
    return created({
      token,
      expires_at: expires,
      permissions: { contents: 'write', pull_requests: 'write' },
      repository_selection: 'selected',
    });
  },
};

export const ROUTES: Routes = { ...gitDataRoutes, ...commitRoutes, ...pullRoutes, ...releaseRoutes, ...actionRoutes, ...tokenRoutes };

const patterns = Object.keys(ROUTES).map((name) => {
  const [method = '', path = ''] = name.split(' ');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, param = '']) => param);
  // A ref or a branch may have slashes in it, encoded or not; nothing comes after it.
  const source = path.replaceAll(/\{(\w+)\}$/g, (all, param) =>
    /^(?:ref|branch|tag)$/.test(String(param)) && !/commits\//.test(path) ? '(.+)' : all,
  );
  return { name, method, names, pattern: new RegExp(`^${source.replaceAll(/\{\w+\}/g, '([^/]+)')}$`) };
});

export function matchRoute(
  method: string,
  path: string,
): { readonly name: string; readonly params: Readonly<Record<string, string>> } | null {
  for (const { name, names, pattern, ...route } of patterns) {
    const match = route.method === method ? pattern.exec(path) : null;
    if (match)
      return { name, params: Object.fromEntries(names.map((param, index) => [param, decodeURIComponent(match[index + 1] ?? '')])) };
  }
  return null;
}
