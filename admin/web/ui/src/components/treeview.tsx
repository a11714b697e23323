import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { chosen, flip, rows, type Row, type TreeNode } from "./tree.ts";

interface Props {
  label: string;
  nodes: readonly TreeNode[];
  /** set has the leaves that are chosen. */
  set: ReadonlySet<string>;
  onSet: (set: Set<string>) => void;
  /** allOpen shows all levels, as after a search. */
  allOpen?: boolean;
  /** beside is what stands after a node's label. */
  beside?: (node: TreeNode) => ComponentChildren;
}

/** Tree chooses leaves, many at a time by their parents. Arrow keys move, open and close, space chooses (ARIA tree pattern). */
export function Tree({ label, nodes, set, onSet, allOpen, beside }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = rows(nodes, allOpen ? new Set(nodes.flatMap(inner)) : open);
  const current = shown.some((r) => r.node.id === at) ? at : (shown[0]?.node.id ?? null);
  const toggle = (id: string, to: boolean) => {
    const next = new Set(open);
    to ? next.add(id) : next.delete(id);
    setOpen(next);
  };
  const focus = (row: Row | undefined) => {
    if (!row) return;
    setAt(row.node.id);
    (list.current!.children[shown.indexOf(row)] as HTMLElement | undefined)?.focus();
  };
  const moved = (event: KeyboardEvent) => {
    const i = shown.findIndex((r) => r.node.id === current);
    const row = shown[i];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const isOpen = shown[i + 1]?.parent === row.node.id;
    switch (event.key) {
      case "ArrowDown": focus(shown[i + 1]); break;
      case "ArrowUp": focus(shown[i - 1]); break;
      case "Home": focus(shown[0]); break;
      case "End": focus(shown[shown.length - 1]); break;
      case "ArrowRight": row.node.children && !isOpen ? toggle(row.node.id, true) : focus(isOpen ? shown[i + 1] : undefined); break;
      case "ArrowLeft": isOpen ? toggle(row.node.id, false) : focus(shown.find((r) => r.node.id === row.parent)); break;
      case " ": case "Enter": onSet(flip(row.node, set)); break;
      default: return;
    }
    event.preventDefault();
  };
  return (
    <ul ref={list} class="tree" role="tree" aria-label={label} aria-multiselectable="true" onKeyDown={moved}>
      {shown.map((row) => {
        const { node, level } = row;
        const is = chosen(node, set);
        const isOpen = allOpen || open.has(node.id);
        return (
          <li key={node.id} class="tree-row" role="treeitem" aria-level={level} aria-expanded={node.children ? isOpen : undefined} aria-checked={is === "mixed" ? "mixed" : is === "on"} tabIndex={node.id === current ? 0 : -1} onFocus={() => setAt(node.id)} style={{ paddingInlineStart: `${(level - 1) * 1.5}rem` }}>
            {node.children ? <span class="tree-open" aria-hidden="true" onClick={() => toggle(node.id, !isOpen)} /> : <span class="tree-leaf" aria-hidden="true" />}
            <span class="tree-label" onClick={() => onSet(flip(node, set))}>
              <span class={`tree-box tree-${is}`} aria-hidden="true" />
              {node.label}
            </span>
            {beside && <span class="muted">{beside(node)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** inner are the IDs of nodes that have others below them. */
function inner(node: TreeNode): string[] {
  return node.children ? [node.id, ...node.children.flatMap(inner)] : [];
}
