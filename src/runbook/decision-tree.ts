import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type { Meta } from '#machines/tree.ts';
import { isAct, wordsOf } from './event-words.ts';
import { runbookTable } from './runbook-table.ts';
import { flowchart, type FlowchartEdge, type FlowchartNode } from './flowchart.ts';

/** Ways back are possible nearly everywhere, so they are told once in the text and left out of the pictures. */
const WAYS_BACK: ReadonlySet<string> = new Set(['question.back', 'class.reconsider', 'facts.refresh', 'incident.cancel']);

interface Line {
  readonly event: string;
  readonly branch: AnyTransitionDefinition;
  readonly target: AnyStateNode;
}

/** The whole tree as Markdown: an overview, one flowchart for each part, and a table of all states. */
export function decisionTree(machine: AnyStateMachine): string {
  const tops = Object.values(machine.root.states);
  return [
    '# The decision tree',
    '',
    'Written by `npm run generate` from the machine in `machines/`; do not edit it. A test fails when it is stale.',
    '',
    'At every question a person can also add a note, hand over, and go back one question or reconsider the class; and cancel, unless a request',
    'that moves production may still land. These ways are left out of the pictures.',
    '',
    '## Overview',
    '',
    overview(machine),
    '',
    '## What each runbook offers',
    '',
    'The safest first; a way that is none as far as is known is left out in an incident. A service names its runbook in `switchback.yml`.',
    '',
    ...runbookTable(),
    ...tops.filter(({ type }) => type === 'compound').flatMap((top) => ['', `## ${nameOf(top)}`, '', part(machine, top)]),
    '',
    '## Every state',
    '',
    '| State | Title | What is asked or done | Who moves | What may be done |',
    '| --- | --- | --- | --- | --- |',
    ...leaves(machine.root).map(row),
    '',
  ].join('\n');
}

/** The parts of the tree and the ways between them; small enough for a README. */
export function overview(machine: AnyStateMachine): string {
  const tops = Object.values(machine.root.states).filter((top) => !isPassing(top) || top === initialOf(machine.root));
  const edges = tops.flatMap((top) =>
    linesOf(top)
      .filter((line) => !isWayBack(line))
      .flatMap(({ target }) => landings(target))
      .map((target) => ({ from: top.key, to: topOf(target).key, label: '' }))
      .filter(({ from, to }) => from !== to && (to !== 'classifying' || from === 'assessing')),
  );
  return flowchart(
    tops.map((top) => ({ id: top.key, label: nameOf(top), shape: top.type === 'final' ? 'elsewhere' : 'state' })),
    edges,
  );
}

function part(machine: AnyStateMachine, top: AnyStateNode): string {
  const inside = leaves(top);
  const edges = inside.flatMap((state) =>
    [...linesOf(state), ...inherited(state, top)]
      .filter((line) => !isWayBack(line))
      .flatMap((line) =>
        shownAs(line.target, top).map((target): FlowchartEdge => ({ from: idOf(state), to: idOf(target), label: labelOf(line) })),
      ),
  );
  const reached = new Set(edges.map(({ to }) => to));
  const outside = Object.values(machine.root.states).filter((other) => other !== top && reached.has(idOf(other)));
  const nodes: FlowchartNode[] = [
    ...inside.map((state): FlowchartNode => ({ id: idOf(state), label: titleOf(state), shape: 'state' })),
    ...outside.map((other): FlowchartNode => ({ id: idOf(other), label: nameOf(other), shape: 'elsewhere' })),
  ];
  return flowchart(nodes, edges);
}

function row(state: AnyStateNode): string {
  const meta = metaOf(state);
  const around = ancestors(state).filter(({ parent }) => parent !== undefined);
  const events = new Set([state, ...around].flatMap(({ transitions }) => Array.from(transitions.keys())));
  const open = [...events].filter((event) => isAct(event) && !isRefused(state, event)).map(wordsOf);
  return `| ${[`\`${state.path.join('.')}\``, meta.title, meta.says, meta.waitsFor, open.join('; ') || '–'].map(cell).join(' | ')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}

function metaOf(state: AnyStateNode): Meta {
  if (state.meta === undefined) throw new Error(`The state ${state.path.join('.')} says nothing for itself. Give it a title in its meta.`);
  return state.meta;
}

/** Lines that lead somewhere, of this state and everything in it. */
function linesOf(node: AnyStateNode): readonly Line[] {
  const own = [...[...node.transitions].map(([event, list]) => ({ event, list })), { event: '', list: node.always ?? [] }];
  return [
    ...own.flatMap(({ event, list }) => list.flatMap((branch) => (branch.target ?? []).map((target) => ({ event, branch, target })))),
    ...Object.values(node.states).flatMap(linesOf),
  ];
}

/** Lines of the states around this one that lead on from it, up to the part. */
function inherited(state: AnyStateNode, top: AnyStateNode): readonly Line[] {
  return ancestors(state)
    .filter((node) => node === top || ancestors(node).includes(top))
    .flatMap((node) =>
      [...node.transitions].flatMap(([event, list]) =>
        list.flatMap((branch) => (branch.target ?? []).map((target) => ({ event, branch, target }))),
      ),
    )
    .filter(({ event }) => !state.transitions.has(event));
}

/** What did not recover is looked at anew, which is part of the tree and not a way back. */
function isWayBack({ event, target }: Line): boolean {
  return WAYS_BACK.has(event) && (event !== 'class.reconsider' || topOf(target).key !== 'assessing');
}

/** Where a line really ends: what is only passed through leads on at once. */
function landings(target: AnyStateNode, passed: readonly AnyStateNode[] = []): readonly AnyStateNode[] {
  if (passed.includes(target)) return [];
  if (!isPassing(target)) return [target];
  return (target.always ?? []).flatMap((branch) => (branch.target ?? []).flatMap((next) => landings(next, [...passed, target])));
}

function isPassing(node: AnyStateNode): boolean {
  return node.type === 'atomic' && node.always !== undefined && node.transitions.size === 0 && metaOf(node).manual === undefined;
}

function isRefused(state: AnyStateNode, event: string): boolean {
  return state.transitions.get(event)?.every(({ target, actions }) => target === undefined && actions.length === 0) ?? false;
}

function shownAs(target: AnyStateNode, top: AnyStateNode): readonly AnyStateNode[] {
  return topOf(target) === top ? [entered(target)] : landings(target).map(topOf);
}

function entered(node: AnyStateNode): AnyStateNode {
  return node.type === 'compound' ? entered(initialOf(node)) : node;
}

function initialOf(node: AnyStateNode): AnyStateNode {
  const [first] = node.initial.target;
  if (first === undefined) throw new Error(`The state ${node.id} has no first state.`);
  return first;
}

function topOf(node: AnyStateNode): AnyStateNode {
  return node.parent?.parent === undefined ? node : topOf(node.parent);
}

function ancestors(node: AnyStateNode): readonly AnyStateNode[] {
  return node.parent === undefined ? [] : [...ancestors(node.parent), node.parent];
}

function leaves(node: AnyStateNode): readonly AnyStateNode[] {
  const children = Object.values(node.states);
  return children.length === 0 ? [node] : children.flatMap(leaves);
}

function idOf(node: AnyStateNode): string {
  return node.path.join('_');
}

function titleOf(state: AnyStateNode): string {
  const { title } = metaOf(state);
  if (state.key.endsWith('Approval')) return `${title} (waiting for approval)`;
  if (state.key.endsWith('IfAsked')) return `${title} (if the runbook asks for it)`;
  if (state.key.endsWith('Reading')) return `${title} (being read)`;
  return state.key.endsWith('Approved') ? `${title} (approved)` : title;
}

function labelOf({ event, branch }: Line): string {
  const { guard } = branch;
  const params = typeof guard === 'object' && 'params' in guard ? guard.params : undefined;
  const path = typeof params === 'object' && params !== null && 'path' in params ? params.path : undefined;
  return event === 'path.choose' && typeof path === 'string' ? path : wordsOf(event);
}

function nameOf(top: AnyStateNode): string {
  if (top.type !== 'compound') return metaOf(top).title;
  const words = top.key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`.replace('Re point', 'Re-point');
}
