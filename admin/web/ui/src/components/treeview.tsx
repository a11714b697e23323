import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { chosen, flip, rows, step, type Chosen, type Row, type TreeNode } from "./tree.ts";

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

/** Tree chooses leaves, many at a time by their parents. Arrow keys move, open and close, space chooses. */
export function Tree({ label, nodes, set, onSet, allOpen, beside }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = rows(nodes, allOpen ? new Set(nodes.flatMap(inner)) : open);
  const current = Math.max(0, shown.findIndex((r) => r.node.id === at));
  const toggle = (id: string) => setOpen((was) => (was.has(id) ? new Set([...was].filter((x) => x !== id)) : new Set([...was, id])));
  const pressed = (event: KeyboardEvent) => {
    const does = event.altKey || event.ctrlKey || event.metaKey ? undefined : step(event.key, shown, current);
    if (!does) return;
    event.preventDefault();
    if ("to" in does) (list.current!.children[does.to] as HTMLElement).focus();
    else if ("choose" in does) onSet(flip(shown[does.choose]!.node, set));
    else toggle("open" in does ? does.open : does.close);
  };
  return (
    <ul ref={list} class="tree" role="tree" aria-label={label} aria-multiselectable="true" onKeyDown={pressed}>
      {shown.map((row, i) => (
        <Branch key={row.node.id} row={row} is={chosen(row.node, set)} open={allOpen || open.has(row.node.id)} current={i === current}
          onFocus={() => setAt(row.node.id)} onOpen={() => toggle(row.node.id)} onChoose={() => onSet(flip(row.node, set))}>
          {beside?.(row.node)}
        </Branch>
      ))}
    </ul>
  );
}

interface BranchProps {
  row: Row;
  is: Chosen;
  open: boolean;
  /** current is the one that the keyboard comes to. */
  current: boolean;
  onFocus: () => void;
  onOpen: () => void;
  onChoose: () => void;
  children: ComponentChildren;
}

function Branch({ row: { node, level }, is, open, current, onFocus, onOpen, onChoose, children }: BranchProps) {
  return (
    <li class="tree-row" role="treeitem" aria-level={level} aria-expanded={node.children ? open : undefined} aria-checked={is === "mixed" ? "mixed" : is === "on"}
      tabIndex={current ? 0 : -1} onFocus={onFocus} style={{ paddingInlineStart: `${(level - 1) * 1.5}rem` }}>
      {node.children ? <span class="tree-open" aria-hidden="true" onClick={onOpen} /> : <span class="tree-leaf" aria-hidden="true" />}
      <span class="tree-label" onClick={onChoose}>
        <span class={`tree-box tree-${is}`} aria-hidden="true" />
        {node.label}
      </span>
      {children && <span class="muted">{children}</span>}
    </li>
  );
}

/** inner are the IDs of nodes that have others below them. */
function inner(node: TreeNode): string[] {
  return node.children ? [node.id, ...node.children.flatMap(inner)] : [];
}
