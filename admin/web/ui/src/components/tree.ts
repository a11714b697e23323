// What a tree of choices does, apart from how it looks.

export interface TreeNode {
  id: string;
  label: string;
  children?: readonly TreeNode[];
}

export type Chosen = "on" | "off" | "mixed";

/** chosen says of a node whether all, none or some of the leaves below it are in set. */
export function chosen(node: TreeNode, set: ReadonlySet<string>): Chosen {
  if (!node.children) return set.has(node.id) ? "on" : "off";
  const below = new Set(node.children.map((c) => chosen(c, set)));
  return below.size === 1 ? [...below][0]! : below.size === 0 ? "off" : "mixed";
}

/** leaves are the IDs of a node's leaves, its own where it is one. */
export function leaves(node: TreeNode): string[] {
  return node.children ? node.children.flatMap(leaves) : [node.id];
}

/** flip chooses all leaves of a node, or none if all were chosen. */
export function flip(node: TreeNode, set: ReadonlySet<string>): Set<string> {
  const next = new Set(set);
  const on = chosen(node, set) === "on";
  for (const id of leaves(node)) on ? next.delete(id) : next.add(id);
  return next;
}

export interface Row {
  node: TreeNode;
  level: number;
  parent: string | null;
}

/** rows are the nodes to be seen, in order: those whose parents are all open. */
export function rows(nodes: readonly TreeNode[], open: ReadonlySet<string>, level = 1, parent: string | null = null): Row[] {
  return nodes.flatMap((node) => [{ node, level, parent }, ...(node.children && open.has(node.id) ? rows(node.children, open, level + 1, node.id) : [])]);
}

/** Step is what a key does in a tree (ARIA's pattern): go to a row, open or close one, or choose it. */
export type Step = { to: number } | { open: string } | { close: string } | { choose: number };

/** step says what a key does at row i; undefined: nothing. */
export function step(key: string, shown: readonly Row[], i: number): Step | undefined {
  const row = shown[i];
  if (!row) return undefined;
  const isOpen = shown[i + 1]?.parent === row.node.id;
  switch (key) {
    case "ArrowDown": return { to: Math.min(i + 1, shown.length - 1) };
    case "ArrowUp": return { to: Math.max(i - 1, 0) };
    case "Home": return { to: 0 };
    case "End": return { to: shown.length - 1 };
    case "ArrowRight": return row.node.children && !isOpen ? { open: row.node.id } : { to: isOpen ? i + 1 : i };
    case "ArrowLeft": return isOpen ? { close: row.node.id } : { to: Math.max(0, shown.findIndex((r) => r.node.id === (row.parent ?? row.node.id))) };
    case " ": case "Enter": return { choose: i };
  }
  return undefined;
}

/** search keeps nodes whose label or ID has the text, with all above them. */
export function search(nodes: readonly TreeNode[], text: string): TreeNode[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [...nodes];
  return nodes.flatMap((node) => {
    if (node.label.toLowerCase().includes(wanted) || node.id.toLowerCase() === wanted) return [node];
    const below = node.children ? search(node.children, text) : [];
    return below.length > 0 ? [{ ...node, children: below }] : [];
  });
}
