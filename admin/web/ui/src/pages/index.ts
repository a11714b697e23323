// The table of pages: one line each. The order is that of the navigation.
import type { ComponentType } from "preact";
import type { Permission } from "../api/session.ts";
import { names } from "./names.ts";

/** PageProps are what a page gets: the parts of its path that stand in braces. */
export interface PageProps {
  params: Record<string, string>;
}

export interface PageLine {
  path: string;
  /** name is its word in names.ts. */
  name: keyof ReturnType<typeof names>;
  /** needs is what one must be allowed for it. */
  needs?: Permission;
  /** group is where it stands in the navigation; without one it is reached by links only. */
  group?: "watch" | "policy" | "data" | "system";
  /** key opens it after g. */
  key?: string;
  load: () => Promise<{ default: ComponentType<PageProps> }>;
}

export const pages: readonly PageLine[] = [
  { path: "/", name: "dashboard", needs: "events.read", group: "watch", key: "h", load: () => import("./dashboard/index.tsx") },
  { path: "/live", name: "live", needs: "events.read", group: "watch", key: "l", load: () => import("./live/index.tsx") },
  { path: "/events", name: "events", needs: "events.read", group: "watch", key: "e", load: () => import("./events/index.tsx") },
  { path: "/events/{sequence}", name: "event", needs: "events.read", load: () => import("./event/index.tsx") },
  { path: "/flows", name: "flows", needs: "events.read", group: "watch", key: "f", load: () => import("./flows/index.tsx") },
  { path: "/rules", name: "rules", needs: "policy.read", group: "policy", key: "r", load: () => import("./rules/index.tsx") },
  { path: "/rules/{id}", name: "ruleEditor", needs: "policy.read", load: () => import("./rule/index.tsx") },
  { path: "/groups", name: "groups", needs: "policy.read", group: "policy", key: "j", load: () => import("./groups/index.tsx") },
  { path: "/drafts", name: "drafts", needs: "policy.read", group: "policy", key: "d", load: () => import("./drafts/index.tsx") },
  { path: "/drafts/{id}", name: "draft", needs: "policy.read", load: () => import("./draft/index.tsx") },
  { path: "/test", name: "test", needs: "policy.read", group: "policy", key: "t", load: () => import("./test/index.tsx") },
  { path: "/revisions", name: "revisions", needs: "policy.read", group: "policy", key: "v", load: () => import("./revisions/index.tsx") },
  { path: "/revisions/{number}", name: "revision", needs: "policy.read", load: () => import("./revision/index.tsx") },
  { path: "/geo", name: "geo", needs: "geo.read", group: "data", key: "o", load: () => import("./geo/index.tsx") },
  { path: "/shipping", name: "shipping", needs: "shipping.read", group: "data", key: "p", load: () => import("./shipping/index.tsx") },
  { path: "/shipping/{name}", name: "destination", needs: "shipping.read", load: () => import("./destination/index.tsx") },
  { path: "/classes", name: "classes", needs: "policy.read", group: "data", key: "c", load: () => import("./classes/index.tsx") },
  { path: "/users", name: "users", needs: "users.manage", group: "system", key: "u", load: () => import("./users/index.tsx") },
  { path: "/tokens", name: "tokens", needs: "tokens.manage", group: "system", load: () => import("./tokens/index.tsx") },
  { path: "/sessions", name: "sessions", needs: "account.own", group: "system", load: () => import("./sessions/index.tsx") },
  { path: "/account", name: "account", needs: "account.own", load: () => import("./account/index.tsx") },
  { path: "/audit", name: "audit", needs: "audit.read", group: "system", key: "a", load: () => import("./audit/index.tsx") },
  { path: "/settings", name: "settings", needs: "settings.read", group: "system", key: ",", load: () => import("./settings/index.tsx") },
  { path: "/backup", name: "backup", needs: "backup", group: "system", load: () => import("./backup/index.tsx") },
  { path: "/status", name: "status", needs: "status.read", group: "system", key: "s", load: () => import("./status/index.tsx") },
  { path: "/about", name: "about", needs: "account.own", group: "system", load: () => import("./about/index.tsx") },
];
