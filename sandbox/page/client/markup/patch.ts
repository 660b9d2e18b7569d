import type { Child, Markup, Placed } from './h.ts';

const SVG = 'http://www.w3.org/2000/svg';
const drawn = new WeakMap<Node, Placed>();

/**
 * Makes the children of `parent` what `wanted` says, and touches nothing that is that already: focus, scroll, selection and what was
 * typed stay. Attributes that a script or the browser set by themselves are left alone.
 */
export function patch(parent: Element, wanted: readonly Placed[]): void {
  const kept = keptIn(parent, wanted);
  let at = parent.firstChild;
  for (const placed of wanted) {
    const node = kept.get(placed.place) ?? create(parent, placed.child);
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
    update(node, placed);
  }
}

/** What was drawn as this element. */
export function markupOf(node: Node): Markup | null {
  const child = drawn.get(node)?.child;
  return child === undefined || typeof child === 'string' ? null : child;
}

/** The nodes that stay, by their place. All others are taken away. */
function keptIn(parent: Element, wanted: readonly Placed[]): ReadonlyMap<string, ChildNode> {
  const tags = new Map(wanted.map(({ place, child }) => [place, tagOf(child)]));
  const kept = new Map<string, ChildNode>();
  let next = parent.firstChild;
  while (next !== null) {
    const node = next;
    next = node.nextSibling;
    const before = drawn.get(node);
    if (before !== undefined && tags.get(before.place) === tagOf(before.child)) kept.set(before.place, node);
    else node.remove();
  }
  return kept;
}

function tagOf(child: Child): string {
  return typeof child === 'string' ? '' : child.tag;
}

function create(parent: Element, child: Child): ChildNode {
  if (typeof child === 'string') return document.createTextNode(child);
  const isSvg = child.tag === 'svg' || parent.namespaceURI === SVG;
  return isSvg ? document.createElementNS(SVG, child.tag) : document.createElement(child.tag);
}

function update(node: ChildNode, placed: Placed): void {
  const { child } = placed;
  const before = markupOf(node)?.attributes ?? {};
  drawn.set(node, placed);
  if (typeof child === 'string') {
    if (node.nodeValue !== child) node.nodeValue = child;
    return;
  }
  const element = node as Element;
  for (const name of Object.keys(before)) {
    if (!(name in child.attributes)) element.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(child.attributes)) {
    if (before[name] !== value) element.setAttribute(name, value);
  }
  patch(element, child.children);
}
