import type { ComponentChildren } from "preact";

/** Facts are names with their values, below each other. */
export function Facts({ items }: { items: readonly (readonly [name: ComponentChildren, value: ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {items.map(([name, value], i) => (
        <div class="facts-row" key={i}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
