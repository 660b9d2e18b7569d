import { listen } from '#sandbox/vercel/listen.ts';

/** The app behind one deployment: says which deployment it is, and answers its pages until it is told not to. */
export interface App {
  readonly origin: string;
  /** Every page fails with this text from now on, or works again with null. What the app says about itself does not change. */
  readonly fails: (path: string, text: string | null) => void;
  /** The page never answers again. */
  readonly hangs: (path: string) => void;
  readonly close: () => Promise<void>;
}

const PAGES = new Set(['/', '/invoices']);

export async function startApp(deployment: { readonly id: string; readonly commit: string }): Promise<App> {
  const failing = new Map<string, string>();
  const hanging = new Set<string>();
  const listener = await listen((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://app');
    const json = { 'content-type': 'application/json' };
    if (pathname === '/api/deployment') {
      response.writeHead(200, json).end(JSON.stringify({ deploymentId: deployment.id, commit: deployment.commit }));
      return;
    }
    if (hanging.has(pathname)) return;
    const failure = failing.get(pathname);
    if (failure !== undefined) response.writeHead(500, json).end(JSON.stringify({ error: failure }));
    else response.writeHead(PAGES.has(pathname) ? 200 : 404, json).end('{}');
  });
  return {
    origin: `http://${listener.host}`,
    fails: (path, text) => void (text === null ? failing.delete(path) : failing.set(path, text)),
    hangs: (path) => void hanging.add(path),
    close: listener.close,
  };
}
