import type { Json } from '#domain/json.ts';
import type { Build, State } from './state.ts';

const creator = (build: Build): Json => ({ uid: `usr_${build.author}`, username: build.author, type: 'user' });

/** A deploy by hand has what the CLI found in the work tree; one by a push what the host of the repository says. */
const meta = (build: Build): Json =>
  build.dirty
    ? {
        gitCommitSha: build.commit,
        gitCommitRef: 'main',
        gitCommitMessage: build.message,
        gitCommitAuthorName: build.author,
        gitDirty: '1',
      }
    : {
        githubCommitSha: build.commit,
        githubCommitRef: 'main',
        githubCommitMessage: build.message,
        githubCommitAuthorLogin: build.author,
      };

/** It says PROMOTED from the first request on, also while a rolling release gives it only a share of them. */
function substate(build: Build): Record<string, Json> {
  if (build.target !== 'production' || build.state !== 'READY') return {};
  return { readySubstate: build.served ? 'PROMOTED' : 'STAGED' };
}

/** As in the list: the id is `uid`. */
export function listedView(build: Build): Json {
  return {
    uid: build.id,
    name: build.projectId,
    url: build.host,
    projectId: build.projectId,
    created: build.createdAt,
    createdAt: build.createdAt,
    readyState: build.state,
    state: build.state,
    ...substate(build),
    target: build.target,
    isRollbackCandidate: isCandidate(build),
    aliasAssigned: build.liveAt,
    softDeletedByRetention: build.deletedByRetention,
    meta: meta(build),
    creator: creator(build),
    source: 'git',
    type: 'LAMBDAS',
  };
}

export function isCandidate(build: Build): boolean {
  return build.target === 'production' && build.state === 'READY' && build.served;
}

/** As its owner sees one deployment: the id is `id`. */
export function ownerView(state: State, build: Build): Json {
  return {
    id: build.id,
    name: state.settings.projectName,
    url: build.host,
    projectId: build.projectId,
    ownerId: state.settings.teamId ?? 'usr_owner',
    ...(state.settings.teamId === null ? {} : { team: { id: state.settings.teamId, name: 'Team', slug: 'team' } }),
    createdAt: build.createdAt,
    readyState: build.state,
    status: build.state,
    ...substate(build),
    target: build.target,
    aliasAssigned: build.liveAt !== null,
    aliasAssignedAt: build.liveAt,
    ...(build.deletedByRetention ? { softDeletedByRetention: true, deletedAt: build.createdAt } : {}),
    meta: meta(build),
    creator: creator(build),
    plan: state.settings.plan,
    ...ownerOnly(build),
  };
}

/** Nothing that we read; with one of these missing the SDK takes the answer for the tiny view, without a project and a URL. */
function ownerOnly(build: Build): Record<string, Json> {
  return {
    version: 2,
    type: 'LAMBDAS',
    public: false,
    build: { env: [] },
    env: [],
    routes: null,
    gitRepo: null,
    projectSettings: {},
    regions: ['iad1'],
    createdIn: 'iad1',
    bootedAt: build.createdAt,
    buildingAt: build.createdAt,
    buildSkipped: false,
    inspectorUrl: null,
    isInConcurrentBuildsQueue: false,
    isInSystemBuildsQueue: false,
  };
}
