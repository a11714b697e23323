// Words that more than one page uses. One thing has one name: look here before inventing another.
import { words } from "./i18n.ts";

export { words } from "./i18n.ts";

export const common = words({
  en: {
    // Things
    jurisdiction: "Jurisdiction", jurisdictions: "Jurisdictions", dataLeaving: "Data leaving", rule: "Rule", rules: "Rules", draft: "Draft", drafts: "Drafts",
    revision: "Revision", revisions: "Revisions", event: "Event", events: "Events", flow: "Flow", flows: "Flows", dataClass: "Data class", dataClasses: "Data classes",
    insideHost: "Inside host", organisation: "Organisation", group: "Group", groups: "Groups", network: "Network", networks: "Networks", protectedNetworks: "Protected networks",
    database: "Database", destination: "Destination", source: "Source", action: "Action", actions: "Actions", reason: "Reason", user: "User", users: "Users", role: "Role", time: "Time",
    token: "API token", tokens: "API tokens", session: "Session", sessions: "Sessions", name: "Name", password: "Password", code: "One-time code", passkey: "Passkey", appliance: "Appliance",
    // Actions on traffic
    allow: "Allow", log: "Log", block: "Block", allowed: "Allowed", logged: "Logged", blocked: "Blocked",
    // What buttons do
    save: "Save", cancel: "Cancel", close: "Close", add: "Add", change: "Change", remove: "Remove", undo: "Undo", retry: "Try again", search: "Search", copy: "Copy", copied: "Copied",
    next: "Next", back: "Back", done: "Done", download: "Download", putInForce: "Put in force", keep: "Keep", takeBack: "Take back", review: "Review", details: "Details",
    pause: "Pause", resume: "Resume", clear: "Clear", edit: "Edit", duplicate: "Duplicate", more: "More", moreActions: "More", less: "Less", refresh: "Refresh",
    // States
    loading: "Loading…", none: "None", never: "Never", unknown: "Unknown", yes: "Yes", no: "No", on: "On", off: "Off", enabled: "Enabled", disabled: "Disabled", optional: "optional", required: "Required",
    total: "Total", now: "now", all: "All",
  },
  ja: {
    jurisdiction: "送信先の法域", jurisdictions: "法域", dataLeaving: "持ち出されるデータ", rule: "ルール", rules: "ルール", draft: "下書き", drafts: "下書き",
    revision: "リビジョン", revisions: "リビジョン", event: "イベント", events: "イベント", flow: "フロー", flows: "フロー", dataClass: "データ種別", dataClasses: "データ種別",
    insideHost: "内部ホスト", organisation: "組織", group: "グループ", groups: "グループ", network: "ネットワーク", networks: "ネットワーク", protectedNetworks: "保護対象ネットワーク",
    database: "データベース", destination: "宛先", source: "送信元", action: "処理", actions: "操作", reason: "理由", user: "ユーザー", users: "ユーザー", role: "役割", time: "時刻",
    token: "API トークン", tokens: "API トークン", session: "セッション", sessions: "セッション", name: "名前", password: "パスワード", code: "ワンタイムコード", passkey: "パスキー", appliance: "装置",
    allow: "許可", log: "記録", block: "遮断", allowed: "許可", logged: "記録", blocked: "遮断",
    save: "保存", cancel: "キャンセル", close: "閉じる", add: "追加", change: "変更", remove: "削除", undo: "元に戻す", retry: "再試行", search: "検索", copy: "コピー", copied: "コピーしました",
    next: "次へ", back: "戻る", done: "完了", download: "ダウンロード", putInForce: "適用", keep: "確定", takeBack: "取り消し", review: "確認", details: "詳細",
    pause: "一時停止", resume: "再開", clear: "クリア", edit: "編集", duplicate: "複製", more: "さらに表示", moreActions: "その他", less: "折りたたむ", refresh: "更新",
    loading: "読み込み中…", none: "なし", never: "なし", unknown: "不明", yes: "はい", no: "いいえ", on: "オン", off: "オフ", enabled: "有効", disabled: "無効", optional: "任意", required: "必須項目です",
    total: "合計", now: "現在", all: "すべて",
  },
});
