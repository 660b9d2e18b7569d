import { SwitchbackError } from '#domain/errors.ts';

export interface Dsn {
  /** Where envelopes go. The host is the DSN's own: an EU project's envelopes are refused by the US host. */
  readonly envelopeUrl: string;
  readonly publicKey: string;
  /** Numeric: the one form of a project that every server takes as the `project` parameter. */
  readonly projectId: string;
}

/**
 * @throws SwitchbackError `config_invalid`, without the DSN in it: its key is a credential.
 */
export function parseDsn(dsn: string): Dsn {
  const url = URL.parse(dsn);
  const path = /^(?<prefix>\/.*)?\/(?<projectId>\d+)\/?$/.exec(url?.pathname ?? '');
  const projectId = path?.groups?.['projectId'];
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === null || projectId === undefined || !isHttp || !/^[\w-]+$/.test(url.username)) {
    throw new SwitchbackError(
      'config_invalid',
      'The Sentry DSN is not of the form https://<key>@<host>/<project number>, so no heartbeat can be sent and no project read. ' +
        'Copy it from Project Settings › Client Keys.',
    );
  }
  return {
    envelopeUrl: `${url.origin}${path?.groups?.['prefix'] ?? ''}/api/${projectId}/envelope/`,
    publicKey: url.username,
    projectId,
  };
}
