import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'yaml';
import type { Play } from '#sandbox/scenarios/play.ts';
import { manifestSchema } from '#sandbox/slack/manifest.ts';
import { readBody } from '#sandbox/slack/read-body.ts';
import { PEOPLE } from '#sandbox/world/people.ts';
import type { ActAnswer } from '../protocol.ts';
import { admit } from './admit.ts';
import { createClientFiles } from './client-files.ts';
import { startObserver } from './observe.ts';
import { performAct } from './perform-act.ts';
import { readAct } from './read-act.ts';
import { assemble, type PersonKey } from './state/assemble.ts';
import { createStreams } from './streams.ts';
import { surfaceOf } from './surface.ts';

export interface RunningPage {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const MANIFEST = new URL('../../../manifest.yml', import.meta.url);
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Serves the page of a play on loopback. Rejects with the system's own error where the port cannot be had. */
export async function startPage(play: Play, port: number): Promise<RunningPage> {
  const surface = surfaceOf(manifestSchema.parse(parse(await readFile(MANIFEST, 'utf8'))));
  const errors = new Map<string, Readonly<Record<string, string>>>();
  let hintAskedFor: object | null = null;
  const clientFile = createClientFiles();
  const stage = () => play.now().scene ?? play;
  const streams = createStreams((as: PersonKey) =>
    assemble({ playing: play.now(), observed: observer.now(), surface, errors, hintAsked: hintAskedFor === stage() }, as),
  );
  const observer = startObserver(play, streams.changed);
  const notes = {
    errors,
    askHint: () => {
      hintAskedFor = stage();
    },
  };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
    const admission = admit(request);
    if (admission.kind === 'refused') return answer(response, admission.status, { kind: 'refused', why: admission.why });
    if (request.method === 'POST') return pathname === '/act' ? act(request, response) : nothing(response);
    if (pathname === '/events') return events(searchParams.get('as') ?? '', response);
    if (pathname.startsWith('/files/')) return file(pathname.slice('/files/'.length), response);
    const found = await clientFile(pathname);
    if (found === null) return nothing(response);
    response.writeHead(200, { 'content-type': found.type }).end(found.body);
  }

  function events(as: string, response: ServerResponse): void {
    if (!isPerson(as)) return answer(response, 400, { kind: 'refused', why: `There is nobody called ${as} here.` });
    streams.open(as, response);
  }

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const read = readAct((await readBody(request)).toString());
    if (read.kind === 'refused') return answer(response, 400, read);
    const done = await performAct(read.act, play, notes);
    streams.changed();
    answer(response, 200, done);
  }

  function file(id: string, response: ServerResponse): void {
    const found = play
      .now()
      .scene?.world.slack.files()
      .find((one) => one.id === id);
    if (!found?.content) return nothing(response);
    // Never shown as a page of this origin, whatever is in it.
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(found.name.toWellFormed())}`;
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-disposition': disposition }).end(found.content);
  }

  const forget = play.onChange(streams.changed);
  const server = createServer((request, response) => {
    route(request, response).catch(() => {
      if (response.headersSent) return response.destroy();
      return answer(response, 500, { kind: 'refused', why: 'The page’s server failed, so nothing was done.' });
    });
  });
  const close = async () => {
    forget();
    streams.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await Promise.all([observer.close(), closed]);
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function isPerson(key: string): key is PersonKey {
  return Object.hasOwn(PEOPLE, key);
}

function nothing(response: ServerResponse): void {
  answer(response, 404, { kind: 'refused', why: 'There is nothing at this address.' });
}

function answer(response: ServerResponse, status: number, body: ActAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
