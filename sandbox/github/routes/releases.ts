import { failure, notFound, ok } from '../reply.ts';
import type { Routes } from '../route.ts';
import { releaseView } from '../views.ts';

export const releaseRoutes: Routes = {
  'GET /repos/{owner}/{repo}/releases/tags/{tag}': async (state, { params }) => {
    const release = state.releases.find(({ tag, draft }) => tag === params['tag'] && !draft);
    return release === undefined ? notFound() : ok(releaseView(state, release));
  },
  'PATCH /repos/{owner}/{repo}/releases/{release_id}': async (state, { params, body }) => {
    const release = state.releases.find(({ id }) => String(id) === params['release_id']);
    if (release === undefined) return notFound();
    const {
      name,
      body: text,
      prerelease,
      make_latest: latest,
    } = body as { name?: string; body?: string; prerelease?: boolean; make_latest?: string };
    if (release.immutable && prerelease !== undefined) return failure(422, 'Cannot update immutable release');
    if (latest === 'true' && (prerelease ?? release.prerelease)) return failure(422, 'Drafts and prereleases cannot be set as latest.');
    release.name = name ?? release.name;
    release.body = text ?? release.body;
    release.prerelease = prerelease ?? release.prerelease;
    return ok(releaseView(state, release));
  },
};
