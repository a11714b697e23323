// Roles and permissions in words.
import { words } from "./i18n.ts";
import type { Permission } from "./api/session.ts";

export type Role = "viewer" | "operator" | "admin" | "auditor";

/** roles are those that an account can be given. */
export const roles: readonly Role[] = ["viewer", "operator", "admin", "auditor"];

export const roleNames = words<Record<Role | "none", { name: string; what: string }>>({
  en: {
    viewer: { name: "Viewer", what: "Sees events, with samples masked, and the rules" },
    operator: { name: "Operator", what: "Drafts rules and tries them; exports events" },
    admin: { name: "Administrator", what: "Puts rules in force and keeps the appliance" },
    auditor: { name: "Auditor", what: "Sees everything, the audit log too, and changes nothing" },
    none: { name: "No role", what: "May do nothing: the identity provider gives the account no role" },
  },
  ja: {
    viewer: { name: "閲覧者", what: "イベント(検出値はマスク表示)とルールの閲覧" },
    operator: { name: "オペレーター", what: "ルールの下書きと試行、イベントのエクスポート" },
    admin: { name: "管理者", what: "ルールの適用と装置の管理" },
    auditor: { name: "監査人", what: "監査ログを含むすべての閲覧(変更は不可)" },
    none: { name: "役割なし", what: "何もできません(ID プロバイダーが役割を割り当てていません)" },
  },
});

export const permissionNames = words<Record<Permission, string>>({
  en: {
    "account.own": "Own account", "events.read": "Read events", "events.export": "Export events", "policy.read": "Read rules and revisions", "policy.draft": "Draft rules and try them",
    "policy.apply": "Put rules in force, keep, take back", "policy.approve": "Approve others' drafts", "geo.read": "Look up where addresses lie", "detectors.test": "Try a text or a file", "status.read": "Read status and metrics",
    "settings.read": "Read settings", "settings.change": "Change settings and certificates", "users.manage": "Manage users and their sessions", "tokens.manage": "Manage API tokens", "audit.read": "Read the audit log", backup: "Make and restore backups",
    "shipping.read": "Read where events are shipped to", "shipping.manage": "Manage shipping",
  },
  ja: {
    "account.own": "自分のアカウント", "events.read": "イベントの閲覧", "events.export": "イベントのエクスポート", "policy.read": "ルールとリビジョンの閲覧", "policy.draft": "ルールの下書きと試行",
    "policy.apply": "ルールの適用・確定・取り消し", "policy.approve": "ほかのユーザーの下書きの承認", "geo.read": "アドレスの位置の照会", "detectors.test": "文章やファイルの試験判定", "status.read": "状態とメトリクスの閲覧",
    "settings.read": "設定の閲覧", "settings.change": "設定と証明書の変更", "users.manage": "ユーザーとセッションの管理", "tokens.manage": "API トークンの管理", "audit.read": "監査ログの閲覧", backup: "バックアップと復元",
    "shipping.read": "転送状況の閲覧", "shipping.manage": "転送の管理",
  },
});

/** roleName is a role's word; roles of a later version stay as they are. */
export function roleName(role: string): string {
  return (roleNames() as Record<string, { name: string }>)[role]?.name ?? role;
}
