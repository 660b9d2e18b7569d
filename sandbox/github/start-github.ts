import { createFaults } from '../vercel/faults.ts';
import { listen } from '../vercel/listen.ts';
import { apiHandler, type LoggedRequest } from './api-server.ts';
import { createBareRepository, type BareRepository, type Files } from './bare-repository.ts';
import { createPull } from './create-pull.ts';
import { serveGit } from './git-http.ts';
import { land } from './land.ts';
import type { LocalGithub, LocalGithubOptions } from './local-github.ts';
import { pullNumbered, refreshHead, type Pull, type Settings, type State } from './state.ts';

const DEFAULTS: Omit<Settings, 'now'> = { owner: 'acme', repository: 'shop', token: 'ghp_local0000000000000000000000000000000', app: null };

/** A strict GitHub on this machine with one private repository, which is a real one: its API and git over HTTP. */
export async function startGithub({ port, ...given }: LocalGithubOptions = {}): Promise<LocalGithub> {
  const settings: Settings = { ...DEFAULTS, now: Date.now, ...given };
  const git = await createBareRepository(settings.now);
  const state: State = {
    settings,
    origin: () => origin,
    git,
    pulls: [],
    checks: new Map(),
    statuses: new Map(),
    releases: [],
    workflows: [],
    runs: [],
    rules: new Map(),
    minted: new Set(),
    methods: new Set(['merge', 'squash', 'rebase']),
    hidden: false,
    undecided: false,
    draftsAllowed: true,
  };
  const faults = createFaults<string>();
  const requests: LoggedRequest[] = [];
  const unexpected: string[] = [];
  const handle = apiHandler(state, faults, requests, unexpected);
  const server = await listen((request, response) => {
    const isGit = (request.url ?? '').startsWith(`/${settings.owner}/${settings.repository}.git/`);
    return isGit ? serveGit(state, request, response) : handle(request, response);
  }, port);
  const origin = `http://${server.host}`;
  const { owner, repository, token } = settings;

  return {
    access: { apiUrl: origin, owner, repository, main: 'main', token },
    gitUrl: `${origin}/${owner}/${repository}.git`,
    folder: git.folder,
    requests,
    unexpected,
    faults,
    push: ({ branch = 'main', files, message, author = 'Mara Lindqvist' }) => push(git, branch, files, message, author),
    open: async ({ branch, title, author = 'mara', body = '', fork }) => {
      const wanted = { branch, title, body, base: 'main', draft: false, user: author, ...(fork === undefined ? {} : { fork }) };
      const made = await createPull(state, wanted);
      if (typeof made === 'object' && 'number' in made) return made.number;
      throw new Error(`The local GitHub did not open it: ${JSON.stringify(made)}`);
    },
    merge: async (number, how) => {
      const pull = known(state, number);
      await refreshHead(state, pull);
      const commit = await land(state, pull, how, 'mara');
      if (commit === null) throw new Error(`Request ${number} conflicts`);
      return commit;
    },
    close: (number) => {
      known(state, number).state = 'closed';
    },
    review: (number, review) => void known(state, number).reviews.push(review),
    check: (commit, run) => void state.checks.set(commit, [...(state.checks.get(commit) ?? []), run]),
    status: (commit, status) => void state.statuses.set(commit, [...(state.statuses.get(commit) ?? []), status]),
    protect: (branch, rules) => void state.rules.set(branch, rules),
    allow: (methods) => {
      state.methods.clear();
      for (const method of methods) state.methods.add(method);
    },
    release: (release) => {
      const id = state.releases.length + 1;
      state.releases.push({ id, name: release.tag, body: '', prerelease: false, draft: false, immutable: false, ...release });
    },
    workflow: (workflow) => {
      const id = state.workflows.length + 1;
      state.workflows.push({
        id,
        inputs: ['switchback_key'],
        runName: (inputs) => `run ${inputs['switchback_key'] ?? ''}`,
        state: 'active',
        ...workflow,
      });
    },
    runs: state.runs,
    goOn: (id, change) => {
      const run = state.runs.find((run) => String(run.id) === id);
      if (run === undefined) throw new Error(`The local GitHub has no run ${id}`);
      Object.assign(run, change);
    },
    pulls: state.pulls,
    releases: state.releases,
    set: (change) => void Object.assign(state, change),
    idOf: (name) => git.idOf(name),
    filesOf: (name) => filesOf(git, name),
    tag: async (name, commit) => void (await git.git(['update-ref', `refs/tags/${name}`, commit])),
    stop: async () => {
      await server.close();
      await git.remove();
    },
  };
}

async function push(git: BareRepository, branch: string, files: Files, message: string, author: string): Promise<string> {
  const tip = (await git.idOf(`refs/heads/${branch}`)) ?? (await git.idOf('refs/heads/main'));
  const tree = await git.treeWith(tip, files);
  return await git.commit({ branch, tree, parents: tip === null ? [] : [tip], message, author });
}

async function filesOf(git: BareRepository, name: string): Promise<Record<string, string>> {
  const paths = (await git.git(['ls-tree', '-r', '-z', '--name-only', name])).split('\0').filter((path) => path !== '');
  const texts = await Promise.all(paths.map(async (path) => [path, (await git.bytes(['show', `${name}:${path}`])).toString()] as const));
  return Object.fromEntries(texts);
}

function known(state: State, number: number): Pull {
  const pull = pullNumbered(state, number);
  if (pull === undefined) throw new Error(`The local GitHub has no request ${number}`);
  return pull;
}
