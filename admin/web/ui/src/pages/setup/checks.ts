import type { Status } from "../../api/types.ts";

export interface Check {
  what: "answers" | "rules" | "geo" | "stored";
  good: boolean;
}

/** checks are what must work for traffic to be judged. */
export function checks(s: Status): Check[] {
  const d = s.dataplane;
  return [
    { what: "answers", good: d !== undefined },
    { what: "rules", good: (d?.rules ?? 0) > 0 },
    { what: "geo", good: (d?.geo?.length ?? 0) > 0 },
    { what: "stored", good: !s.index.trouble && !s.index.disk_full },
  ];
}
