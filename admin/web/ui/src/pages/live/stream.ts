import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../api/client.ts";
import { asItem, type Item } from "../../api/event.ts";
import { follow, type LiveState, type Message } from "../../api/live.ts";
import { added, nothing, Rate, type Shown } from "./buffer.ts";

export interface Stream {
  shown: Shown;
  state: LiveState;
  problem: Problem | undefined;
  rate: number;
  /** held are those that came since the pause. */
  held: number;
  clear: () => void;
}

/** drawEvery is the least time between two drawings, in milliseconds: nobody reads faster. */
const drawEvery = 250;

interface Waiting {
  items: Item[];
  missed: number;
}

/** useStream follows events that fit a query. While it is paused nothing is drawn; what comes is only counted, so that memory stays. */
export function useStream(query: string, paused: boolean): Stream {
  const [shown, setShown] = useState<Shown>(nothing);
  const [state, setState] = useState<{ state: LiveState; problem?: Problem | undefined }>({ state: "connecting" });
  const [held, setHeld] = useState(0);
  const [perSecond, setPerSecond] = useState(0);
  const waiting = useRef<Waiting>({ items: [], missed: 0 });
  const rate = useRef(new Rate());
  const isPaused = useRef(paused);
  isPaused.current = paused;
  useEffect(() => {
    const abort = new AbortController();
    setShown(nothing);
    waiting.current = { items: [], missed: 0 };
    void follow("GET /api/v1/events/live", { query }, abort.signal, {
      onMessage: (m) => took(m, waiting.current, rate.current, isPaused.current ? (n) => setHeld((h) => h + n) : null),
      onState: (s, problem) => setState({ state: s, problem }),
    });
    return () => abort.abort();
  }, [query]);
  useEffect(() => {
    const timer = setInterval(() => {
      const { items, missed } = waiting.current;
      setPerSecond(rate.current.perSecond(Date.now()));
      if (isPaused.current || items.length + missed === 0) return;
      waiting.current = { items: [], missed: 0 };
      setShown((old) => added(old, items, missed));
    }, drawEvery);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => { if (!paused) setHeld(0); }, [paused]);
  return { shown, state: state.state, problem: state.problem, rate: perSecond, held, clear: () => setShown(nothing) };
}

/** took reads a batch. */
function took(message: Message, waiting: Waiting, rate: Rate, hold: ((n: number) => void) | null): void {
  if (message.event !== "events") return;
  const batch = JSON.parse(message.data) as { items: { sequence: number; event: unknown }[]; not_shown: number };
  const n = batch.items.length + batch.not_shown;
  rate.add(n, Date.now());
  if (hold) return hold(n);
  waiting.items.push(...batch.items.map(asItem));
  waiting.missed += batch.not_shown;
}
