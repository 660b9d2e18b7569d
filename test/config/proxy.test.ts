import { expect, test } from 'vitest';
import { loadConfig } from '#src/config/load-config.ts';
import { ENV, YAML } from './settings.ts';
import { writeConfig } from './write-config.ts';

test.each([
  { given: 'none', env: {}, proxy: null },
  { given: 'exceptions alone', env: { NO_PROXY: 'internal' }, proxy: null },
  {
    given: 'one for both',
    env: { HTTP_PROXY: 'http://proxy:3128' },
    proxy: { http: 'http://proxy:3128', https: null, except: ['localhost', '127.0.0.1', '[::1]'] },
  },
  {
    given: 'lower case, which wins, and exceptions',
    env: { https_proxy: 'http://a:b@proxy:1', HTTPS_PROXY: 'http://other:2', no_proxy: 'internal, .corp.example' },
    proxy: { http: null, https: 'http://a:b@proxy:1', except: ['internal', '.corp.example', 'localhost', '127.0.0.1', '[::1]'] },
  },
])('a proxy: $given', ({ env, proxy }) => {
  expect(loadConfig({ file: writeConfig(YAML), env: { ...ENV, ...env } }).proxy).toEqual(proxy);
});
