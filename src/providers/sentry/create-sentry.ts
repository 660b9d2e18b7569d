import { SwitchbackError } from '#domain/errors.ts';
import type { Errors } from '../errors.ts';
import { counts, traffic } from './counts.ts';
import { createSentryHttp } from './create-sentry-http.ts';
import { heartbeat, sendHeartbeat, type Sender } from './heartbeat.ts';
import { issues } from './issues.ts';
import { mark } from './mark.ts';
import { originOf } from './origin-of.ts';
import { parseDsn } from './parse-dsn.ts';
import { rejected } from './rejected.ts';
import { releases } from './releases.ts';
import { createRequest } from './request.ts';
import type { Scope } from './scope.ts';

export interface SentryOptions {
  /** Of an internal integration with Organization Read, Issue & Event Read, Project Read and Release Admin. */
  readonly token: string;
  /** The region's own origin, or that of a self-hosted server. */
  readonly baseUrl: string;
  readonly organization: string;
  /** The slug. */
  readonly project: string;
  readonly environment: string;
  /** Of the same project: heartbeats go through it, and its number is how the project is named to the counting endpoints. */
  readonly dsn: string;
  /** How long one attempt may take; 10 s unless given. */
  readonly attemptTimeoutMs?: number;
  readonly now?: () => number;
}

/** @throws SwitchbackError `config_invalid` before anything is sent, without the token or the DSN in it. */
export function createSentry(options: SentryOptions): Errors {
  // A header with such a character is refused by fetch in an error that quotes the whole token.
  if (!/^[\x21-\x7e]+$/.test(options.token)) {
    throw new SwitchbackError('config_invalid', 'The Sentry token is empty or has a space or a line break in it. Copy it again, alone.');
  }
  // Marking a release names the project by its slug alone, and would fail only at the end of an incident.
  if (/^\d*$/.test(options.project)) {
    throw new SwitchbackError(
      'config_invalid',
      'The Sentry project is not a slug. Give the slug, found under Settings › Projects, not the number.',
    );
  }
  const dsn = parseDsn(options.dsn);
  const { organization, project, environment } = options;
  const http = createSentryHttp([options.token, dsn.publicKey], options.attemptTimeoutMs);
  const request = createRequest(http, { origin: originOf(options.baseUrl), token: options.token });
  const scope: Scope = { request, organization, project, projectId: dsn.projectId, environment };
  const sender: Sender = { http, dsn, environment, now: options.now ?? Date.now };
  return {
    source: 'sentry',
    counts: (window, bucketMs, filter, signal) => counts(scope, window, bucketMs, filter, signal),
    traffic: (window, bucketMs, route, signal) => traffic(scope, window, bucketMs, route, signal),
    issues: (window, firstSeenAfter, signal) => issues(scope, window, firstSeenAfter, signal),
    releases: (window, signal) => releases(scope, window, signal),
    rejected: (window, signal) => rejected(scope, window, signal),
    sendHeartbeat: (id, incident, signal) => sendHeartbeat(sender, id, incident, signal),
    heartbeat: (id, signal) => heartbeat(scope, id, signal),
    mark: (wanted, signal) => mark(scope, wanted, signal),
  };
}
