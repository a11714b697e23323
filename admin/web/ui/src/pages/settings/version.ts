import { useState } from "preact/hooks";
import { callTagged, Problem } from "../../api/client.ts";
import { useAction, type Action } from "../../api/data.ts";
import { toast } from "../../components/toast.tsx";

export interface Version<T> {
  value: T;
  etag: string;
}

/** useVersion changes what has a version. Where another was faster, the next try has the version that there is by then, and what was entered stays. */
export function useVersion<T, A extends unknown[]>(first: Version<T>, reread: () => Promise<Version<T>>, change: (etag: string, ...args: A) => Promise<Version<T>>, done: string): { now: Version<T>; save: Action<A> } {
  const [now, setNow] = useState(first);
  const save = useAction(async (...args: A) => {
    try {
      setNow(await change(now.etag, ...args));
      toast(done);
    } catch (error) {
      if (error instanceof Problem && error.status === 412) setNow(await reread());
      throw error;
    }
  });
  return { now, save };
}

/** settingOf reads a setting with its version. */
export function settingOf(name: string, signal?: AbortSignal) {
  return callTagged("GET /api/v1/settings/{name}", { path: { name }, signal });
}

export function changeSetting(name: string) {
  return (etag: string, value: unknown) => callTagged("PUT /api/v1/settings/{name}", { path: { name }, etag, body: { value } });
}
