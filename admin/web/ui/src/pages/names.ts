// Titles of pages and of the groups they stand in.
import { words } from "../i18n.ts";

export const names = words({
  en: {
    watch: "Watch", policy: "Policy", data: "Data", system: "System",
    dashboard: "Overview", live: "Live", events: "Events", event: "Event", flows: "Flows now",
    rules: "Rules", ruleEditor: "Rule", groups: "Jurisdictions", drafts: "Drafts", draft: "Review a draft", test: "Test a connection", revisions: "Revisions", revision: "Revision",
    geo: "Geolocation", classes: "Data classes", shipping: "Shipping", destination: "Destination",
    users: "Users", tokens: "API tokens", sessions: "Sessions", account: "My account", audit: "Audit log", settings: "Settings", backup: "Backup", status: "Status", about: "About",
  },
  ja: {
    watch: "監視", policy: "ポリシー", data: "データ", system: "システム",
    dashboard: "概要", live: "ライブ", events: "イベント", event: "イベント", flows: "現在のフロー",
    rules: "ルール", ruleEditor: "ルールの編集", groups: "法域", drafts: "下書き", draft: "下書きの確認", test: "接続テスト", revisions: "リビジョン", revision: "リビジョン",
    geo: "位置情報", classes: "データ種別", shipping: "転送", destination: "転送先",
    users: "ユーザー", tokens: "API トークン", sessions: "セッション", account: "アカウント", audit: "監査ログ", settings: "設定", backup: "バックアップ", status: "状態", about: "この装置について",
  },
});
