import type { Deployment, Production } from '#domain/deployment.ts';
import type { Deploys, JobReading, Visit } from '#src/providers/deploys.ts';

export interface DeploysScript {
  readonly production: () => Production;
  readonly job: () => JobReading;
  /** Answers by path; a path that is not here fails the test. */
  readonly pages: Readonly<Record<string, (url: URL) => Visit>>;
}

/** A platform that only answers what the script declares. Anything else is a mistake of the test. */
export function scriptedDeploys(script: Partial<DeploysScript>): { deploys: Deploys; visited: string[] } {
  const visited: string[] = [];
  const undeclared = (what: string) => (): never => {
    throw new Error(`The script does not declare ${what}.`);
  };
  const deploys: Deploys = {
    source: 'vercel',
    requestIdHeader: 'x-vercel-id',
    production: async () => (script.production ?? undeclared('production'))(),
    job: async () => (script.job ?? undeclared('job'))(),
    visit: async (url) => {
      visited.push(url);
      const parsed = new URL(url);
      return (script.pages?.[parsed.pathname] ?? undeclared(parsed.pathname))(parsed);
    },
    newest: undeclared('newest'),
    targets: undeclared('targets'),
    preview: undeclared('preview'),
    start: undeclared('start'),
    setAutoAssignment: undeclared('setAutoAssignment'),
  };
  return { deploys, visited };
}

export function page(status: number, body: unknown = status === 200 ? 'It works.' : '', location: string | null = null): Visit {
  return {
    kind: 'answered',
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    requestId: 'fra1::iad1::abcde-1700000000000-0123456789ab',
    location,
    durationMs: 5,
  };
}

export const GOOD: Deployment = {
  id: 'dpl_good',
  url: 'https://shop-good.vercel.example',
  commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
  message: 'checkout: faster cart',
  author: 'ana',
  createdAt: Date.UTC(2026, 10, 19, 9, 0),
  liveAt: Date.UTC(2026, 10, 19, 9, 2),
  served: true,
};
