import { Component, type ComponentChildren } from "preact";
import { Button } from "../components/button.tsx";
import { Empty } from "../components/empty.tsx";
import { text } from "./text.ts";

/** Boundary keeps a fault in a page from taking the frame with it. */
export class Boundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ failed: true });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return <Empty title={text().crashed} action={<Button kind="primary" onClick={() => location.reload()}>{text().reload}</Button>}>{text().crashedHint}</Empty>;
  }
}
