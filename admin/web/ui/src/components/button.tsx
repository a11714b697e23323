import type { ComponentChildren, JSX } from "preact";

type Kind = "plain" | "primary" | "danger" | "quiet";

interface Props extends Omit<JSX.IntrinsicElements["button"], "icon"> {
  kind?: Kind;
  /** busy shows that it is being done; it can't be pressed meanwhile. */
  busy?: boolean;
  /** small is for rows of tables. */
  small?: boolean;
  children?: ComponentChildren;
}

/** Button does something; what leads somewhere is a link: <ButtonLink>. */
export function Button({ kind = "plain", busy = false, small = false, type = "button", disabled, children, ...rest }: Props) {
  return (
    <button {...rest} type={type} class={buttonClass(kind, small, rest.class)} disabled={disabled} aria-disabled={busy || undefined} aria-busy={busy || undefined} onClick={busy ? stop : rest.onClick}>
      {busy && <span class="button-spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}

/** ButtonLink is a link that looks like a button. */
export function ButtonLink({ kind = "plain", small = false, children, ...rest }: { kind?: Kind; small?: boolean; children?: ComponentChildren } & JSX.IntrinsicElements["a"]) {
  return <a {...rest} class={buttonClass(kind, small, rest.class)}>{children}</a>;
}

function buttonClass(kind: Kind, small: boolean, more: unknown): string {
  return ["button", `button-${kind}`, small && "button-small", typeof more === "string" && more].filter(Boolean).join(" ");
}

function stop(event: Event): void {
  event.preventDefault();
}
