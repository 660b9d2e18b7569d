import { startGithub } from '#sandbox/github/start-github.ts';
import { codeHostContract } from '#test/support/code-host-contract.ts';
import { closeGithub } from './close-github.ts';
import { openHost } from './open-host.ts';

codeHostContract('GitHub', async () => {
  const github = await startGithub();
  const first = await github.push({ files: { 'README.md': 'hello\n', 'src/app.ts': 'one\n' }, message: 'init' });
  return {
    host: openHost(github).code,
    first,
    push: github.push,
    open: (branch, title) => github.open({ branch, title }),
    merge: github.merge,
    goOn: ({ branch }) => github.push({ branch, files: { 'src/app.ts': 'something else\n' }, message: 'somebody pushed' }),
    closeRequest: async (number) => github.close(number),
    filesOf: (name) => github.filesOf(name),
    idOf: (name) => github.idOf(name),
    requests: async () => github.pulls.filter(({ user }) => user === 'switchback[bot]'),
    release: async (tag, body) => {
      github.release({ tag, body });
    },
    stop: () => closeGithub(github),
  };
});
