import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePort } from '#sandbox/children/free-port.ts';
import { temporaryFolder } from '#sandbox/children/temporary-folder.ts';
import { serverUser } from '#src/local-postgres/server-user.ts';

export interface Pooler {
  /** The same database through the pooler, over TLS. `known` names its certificate, which nobody signed. */
  readonly urlOf: (url: string, known: boolean) => string;
  readonly stop: () => Promise<void>;
}

const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];

/** PgBouncer, and what makes its certificate; null where one of them is not installed. */
export const POOLER_PROGRAMS = ((): { readonly pgbouncer: string; readonly openssl: string } | null => {
  const found = (name: string) => FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
  const [pgbouncer, openssl] = [found('pgbouncer'), found('openssl')];
  return pgbouncer === undefined || openssl === undefined ? null : { pgbouncer, openssl };
})();

/** A pooler in front of a server, which gives its one connection to another client after each transaction and takes nothing that is not encrypted. */
export async function startPooler(server: URL, password: string): Promise<Pooler> {
  if (POOLER_PROGRAMS === null) throw new Error('PgBouncer and openssl are not installed.');
  const folder = await temporaryFolder('switchback-pooler-');
  const at = (name: string) => join(folder.path, name);
  await chmod(folder.path, 0o755);
  const selfSigned = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost'.split(' ');
  await promisify(execFile)(POOLER_PROGRAMS.openssl, [...selfSigned, '-keyout', at('key.pem'), '-out', at('cert.pem')]);
  await chmod(at('key.pem'), 0o644);
  const port = await freePort();
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'plain',
    auth_file: at('users'),
    pool_mode: 'transaction',
    default_pool_size: 1,
    client_tls_sslmode: 'require',
    client_tls_key_file: at('key.pem'),
    client_tls_cert_file: at('cert.pem'),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  await writeFile(at('users'), `"reader" "${password}"\n`);
  await writeFile(
    at('pgbouncer.ini'),
    ['[databases]', `* = host=${server.hostname} port=${server.port}`, '[pgbouncer]', ...lines, ''].join('\n'),
  );
  const user = serverUser();
  const child = spawn(POOLER_PROGRAMS.pgbouncer, [at('pgbouncer.ini')], {
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
    await folder.remove();
  };
  for await (const line of createInterface(child.stderr)) {
    if (!line.includes('process up')) continue;
    child.stderr.resume();
    return {
      urlOf: (url, known) => {
        const through = new URL(url);
        through.hostname = 'localhost';
        through.port = String(port);
        through.searchParams.set('sslmode', 'verify-full');
        if (known) through.searchParams.set('sslrootcert', at('cert.pem'));
        return through.href;
      },
      stop,
    };
  }
  await stop();
  throw new Error('PgBouncer did not start.');
}
