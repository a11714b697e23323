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
