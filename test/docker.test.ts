import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const lines = readFileSync('Dockerfile', 'utf8').split('\n');
const start = packageJson.scripts.start;

test('the image runs the Node that the project is tested with', () => {
  const version = readFileSync('.node-version', 'utf8').trim();
  const images = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
  expect(packageJson.devDependencies.node).toBe(version);
  expect(images).toEqual([`node:${version}-bookworm-slim`, `node:${version}-bookworm-slim`]);
});

test('the image starts what npm start starts', () => {
  expect(lines.findLast((line) => line.startsWith('CMD '))).toBe(`CMD ${JSON.stringify(start.split(' ')).replaceAll('","', '", "')}`);
});

test('the image does not run as root', () => {
  expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
});

test('every folder of production is in the image, and in what Docker may see', () => {
  const allowed = readFileSync('.dockerignore', 'utf8').trim().split('\n');
  expect(lines.filter((line) => line.startsWith('COPY ') && !line.includes('--from'))).toEqual([
    'COPY package.json package-lock.json ./',
    'COPY package.json ./',
    'COPY machines ./machines',
    'COPY src ./src',
  ]);
  expect(allowed).toEqual(['*', '!package.json', '!package-lock.json', '!machines', '!src']);
});
