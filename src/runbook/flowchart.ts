export interface FlowchartNode {
  readonly id: string;
  readonly label: string;
  /** A way in or out of the chart, or a state of it. */
  readonly shape: 'state' | 'elsewhere';
}

export interface FlowchartEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** A Mermaid flowchart in its fence. Edges between the same two nodes become one. Every label is quoted, so none is read as syntax. */
export function flowchart(nodes: readonly FlowchartNode[], edges: readonly FlowchartEdge[]): string {
  const ways = new Map<string, { readonly from: string; readonly to: string; readonly labels: Set<string> }>();
  for (const { from, to, label } of edges) {
    const key = `${from} ${to}`;
    const found = ways.get(key) ?? { from, to, labels: new Set<string>() };
    ways.set(key, found);
    if (label !== '') found.labels.add(label);
  }
  const lines = [
    ...nodes.map(({ id, label, shape }) => (shape === 'state' ? `${id}[${quoted(label)}]` : `${id}([${quoted(label)}])`)),
    ...Array.from(
      ways.values(),
      ({ from, to, labels }) => `${from} -->${labels.size === 0 ? '' : `|${quoted([...labels].join(', '))}|`} ${to}`,
    ),
  ];
  return ['```mermaid', 'flowchart TD', ...lines.map((line) => `  ${line}`), '```'].join('\n');
}

function quoted(label: string): string {
  return `"${label.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('`', "'")}"`;
}
