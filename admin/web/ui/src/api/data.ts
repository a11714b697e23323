// What pages ask of the API, as state of components.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { awake } from "./awake.ts";
import { Problem } from "./client.ts";

/** Data is an answer on its way: value stays while it is asked again. */
export interface Data<T> {
  value: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  /** reload asks again. */
  reload: () => void;
  /** set puts in a value that is known already, such as the answer of a change. */
  set: (value: T) => void;
}

export interface DataOptions {
  /** every asks again after that many milliseconds, while somebody looks. */
  every?: number;
}

/** useData asks at first, when one of deps changes, and as options say; what is under way is cancelled then. */
export function useData<T>(ask: (signal: AbortSignal) => Promise<T>, deps: readonly unknown[], options: DataOptions = {}): Data<T> {
  const [state, setState] = useState<{ value?: T; problem?: Problem; loading: boolean }>({ loading: true });
  const [turn, setTurn] = useState(0);
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    const abort = new AbortController();
    setState((old) => ({ ...old, loading: true }));
    latest.current(abort.signal).then(
      (value) => !abort.signal.aborted && setState({ value, loading: false }),
      (error: unknown) => !abort.signal.aborted && setState((old) => ({ ...old, problem: asProblem(error), loading: false })),
    );
    return () => abort.abort();
  }, [turn, ...deps]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  usePolling(reload, options.every);
  const set = useCallback((value: T) => setState({ value, loading: false }), []);
  return { value: state.value, problem: state.problem, loading: state.loading, reload, set };
}

function usePolling(reload: () => void, every: number | undefined): void {
  const looked = awake.value;
  const first = useRef(true);
  useEffect(() => {
    if (!every || !looked) return;
    if (!first.current) reload();
    first.current = false;
    const timer = setInterval(reload, every);
    return () => clearInterval(timer);
  }, [every, looked, reload]);
}

/** asProblem has any error be one to show. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  console.error(error);
  return new Problem({ code: "page", title: error instanceof Error ? error.message : String(error) });
}

/** Action is what a button does. */
export interface Action<A extends unknown[]> {
  run: (...args: A) => Promise<boolean>;
  busy: boolean;
  problem: Problem | undefined;
  /** forget takes the problem away. */
  forget: () => void;
}

/** useAction runs what a button does, once at a time. run tells whether it went well. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  const [state, setState] = useState<{ busy: boolean; problem?: Problem }>({ busy: false });
  const busy = useRef(false);
  const run = async (...args: A): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setState({ busy: true });
    try {
      await act(...args);
      setState({ busy: false });
      return true;
    } catch (error) {
      setState(isAbort(error) ? { busy: false } : { busy: false, problem: asProblem(error) });
      return false;
    } finally {
      busy.current = false;
    }
  };
  return { run, busy: state.busy, problem: state.problem, forget: () => setState({ busy: false }) };
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
