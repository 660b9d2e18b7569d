// The part of Kubernetes that matters here: a change of the pod template is a new revision, going to a revision restores that
// whole template (its environment too) and renumbers it, and the number of replicas is no part of it.
import { readFileSync, writeFileSync } from 'node:fs';

const state = JSON.parse(readFileSync(process.env.KUBECTL_STATE, 'utf8'));
const words = process.argv.slice(2);
const options = Object.fromEntries(words.filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('=')));
const [verb, ...rest] = words.filter((word) => !word.startsWith('-'));
const named = (word) => {
  const name = word.replace(/^deployment\//, '');
  if (!(name in state.deployments)) fail(`deployments.apps "${name}" not found`);
  return name;
};

if (verb === 'scale') for (const word of rest.filter((one) => one !== 'deployment')) scale(named(word), Number(options.replicas));
else if (verb === 'set' && rest[0] === 'env') roll(named(rest[1]), (template) => withEnv(template, rest[2]));
else if (verb === 'set' && rest[0] === 'image')
  roll(named(rest[1]), (template) => ({ ...template, image: rest[2].replace(/^[^=]+=/, '') }));
else if (verb === 'rollout' && rest[0] === 'undo') undo(named(rest[1]), options['to-revision']);
else if (verb === 'rollout' && (rest[0] === 'status' || rest[0] === 'history')) named(rest[1]);
else if (verb !== 'get') fail(`unknown command ${words.join(' ')}`);
writeFileSync(process.env.KUBECTL_STATE, JSON.stringify(state));

function roll(name, change) {
  const deployment = state.deployments[name];
  const template = change(deployment.template);
  if (same(template, deployment.template)) return;
  const known = Object.entries(deployment.history).find(([, one]) => same(one, template));
  if (known !== undefined) delete deployment.history[known[0]];
  deployment.revision += 1;
  deployment.history[deployment.revision] = template;
  deployment.template = template;
  note(name);
}

function undo(name, asked) {
  const { history, revision } = state.deployments[name];
  const to =
    asked ??
    Math.max(
      ...Object.keys(history)
        .map(Number)
        .filter((one) => one < revision),
    );
  if (history[to] === undefined) fail(`unable to find specified revision ${to} in history`);
  roll(name, () => history[to]);
}

function scale(name, replicas) {
  if (!Number.isInteger(replicas)) fail('--replicas is required');
  if (state.deployments[name].replicas === replicas) return;
  state.deployments[name].replicas = replicas;
  note(name);
}

function withEnv({ env, ...template }, change) {
  const next = { ...env };
  if (change.endsWith('-')) delete next[change.slice(0, -1)];
  else next[change.split('=')[0]] = change.split('=')[1];
  return Object.keys(next).length === 0 ? template : { ...template, env: next };
}

function note(name) {
  const { template, replicas } = state.deployments[name];
  state.seen.push(`${name} ${template.image} ${template.env?.READ_ONLY_MODE === 'true' ? 'read-only' : 'writes'} ${replicas}`);
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function fail(why) {
  process.stderr.write(`error: ${why}\n`);
  process.exit(1);
}
