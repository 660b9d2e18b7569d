import { addBuild } from './add-build.ts';
import { addDomain } from './add-domain.ts';
import { apiHandler, type LoggedRequest } from './api-server.ts';
import { createFaults } from './faults.ts';
import { listen, type Listener, type Start } from './listen.ts';
import type { LocalDeployment, LocalVercel, LocalVercelOptions } from './local-vercel.ts';
import { pointDomain, pointProduction, setAutoAssign } from './point.ts';
import { runJob } from './run-job.ts';
import { withDefaults } from './settings.ts';
import { currentProduction, type Build, type Change, type State } from './state.ts';

const DEFAULT_DOMAINS = ['shop.example.com', 'eu.shop.example.com'];

/** A strict Vercel on this machine: its API, and its edge with one real address per domain and per deployment. */
export async function startVercel(options: LocalVercelOptions = {}): Promise<LocalVercel> {
  const { domains = DEFAULT_DOMAINS, apiPort, domainPorts = [], ...given } = options;
  const listeners = new Set<(change: Change) => void>();
  const state: State = {
    settings: withDefaults(given),
    builds: new Map(),
    domains: new Map(),
    autoAssign: true,
    productionHistory: [],
    job: null,
    jobFault: null,
    rollingRelease: null,
    rollbackDescription: null,
    timers: new Set(),
    changed: (change) => listeners.forEach((listener) => listener(change)),
  };
  const faults = createFaults();
  const requests: LoggedRequest[] = [];
  const unexpected: string[] = [];
  let [atOnce, mostAtOnce] = [0, 0];
  const open: Listener[] = [];
  const start: Start = async (handle, port) => {
    const listener = await listen(handle, port);
    open.push(listener);
    return listener;
  };

  const handle = apiHandler(state, faults, requests, unexpected);
  const api = await start((request, response) => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    response.once('close', () => {
      atOnce -= 1;
    });
    void handle(request, response);
  }, apiPort);
  for (const [index, name] of domains.entries()) await addDomain(state, start, { name }, domainPorts[index]);
  const { token, projectId, teamId, protectionBypass } = state.settings;

  return {
    access: { token, projectId, teamId, protectionBypass, apiUrl: `http://${api.host}`, deploymentUrl: 'http://{url}' },
    get domains() {
      return [...state.domains.values()];
    },
    get deployments() {
      return [...state.builds.values()];
    },
    get productionUrl() {
      return domainNamed(state, domains[0] ?? '').productionUrl;
    },
    get autoAssign() {
      return state.autoAssign;
    },
    get job() {
      return state.job;
    },
    requests,
    get mostAtOnce() {
      return mostAtOnce;
    },
    unexpected,
    faults,
    addDeployment: async (input) => described(await addBuild(state, start, input)),
    push: async (input) => {
      const build = await addBuild(state, start, input);
      if (state.autoAssign && build.state === 'READY') pointProduction(state, build.id);
      return described(build);
    },
    addDomain: (domain) => addDomain(state, start, domain),
    deleteByRetention: (id) => {
      buildWith(state, id).deletedByRetention = true;
    },
    aliasOf: (name) => domainNamed(state, name).deploymentId,
    pointDomain: (name, id) => pointDomain(state, domainNamed(state, name), id),
    setAutoAssign: (on) => setAutoAssign(state, on),
    moveAsSomeoneElse: (gesture, id) => runJob(state, gesture, buildWith(state, id).id),
    startRollingRelease: (canary, percentage) => {
      state.rollingRelease = { base: currentProduction(state) ?? '', canary: buildWith(state, canary).id, percentage, queued: null };
      state.changed({ kind: 'rolling release', active: true });
    },
    completeRollingRelease: () => {
      state.rollingRelease = null;
      state.changed({ kind: 'rolling release', active: false });
    },
    failJobs: (fault) => {
      state.jobFault = fault;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      for (const timer of state.timers) clearTimeout(timer);
      await Promise.all(open.map((listener) => listener.close()));
    },
  };
}

function described(build: Build): LocalDeployment {
  return { id: build.id, url: `http://${build.host}`, createdAt: build.createdAt };
}

function domainNamed(state: State, name: string) {
  const found = state.domains.get(name);
  if (!found) throw new Error(`The local Vercel has no domain ${name}`);
  return found;
}

function buildWith(state: State, id: string): Build {
  const found = state.builds.get(id);
  if (!found) throw new Error(`The local Vercel has no deployment ${id}`);
  return found;
}
