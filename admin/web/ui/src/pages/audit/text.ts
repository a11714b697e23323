import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Audit log", lead: "Who did what on this appliance. Entries are chained by their hashes; signed ends of the chain stand among the events, which the administration can't change.", who: "Who", action: "Action", actionHint: "Or how it begins, such as policy.", when: "When", object: "On what", from: "From address", detail: "Detail", before: "Before", after: "After", fingerprints: "SHA-256 before and after", token: "by token",
    filter: "Filter", search: "Search", since: "From", until: "To", older: "Older", newest: "Newest", empty: "No entry fits", emptyHint: "Take a condition away.", clear: "Show all", print: "Print", request: "Request",
    verify: "Check the chain", verifyHint: "Reads the whole log and compares it with its signed ends.", sound: (n: string, heads: string) => `Sound: ${n} entries, ${heads} signed ends.`, signedAt: "Last signed", broken: "It does not hold together:", key: "Key of the signatures",
  },
  ja: {
    title: "監査ログ", lead: "この装置での操作の記録です。項目はハッシュで連鎖し、署名された末尾は、管理側から変更できないイベントの中に保存されます。", who: "ユーザー", action: "操作", actionHint: "先頭の一致も可(例: policy.)", when: "日時", object: "対象", from: "接続元", detail: "詳細", before: "変更前", after: "変更後", fingerprints: "変更前後の SHA-256", token: "トークン",
    filter: "絞り込み", search: "検索", since: "開始", until: "終了", older: "以前", newest: "最新", empty: "該当する記録はありません", emptyHint: "条件を減らしてください。", clear: "すべて表示", print: "印刷", request: "リクエスト",
    verify: "連鎖を検証", verifyHint: "ログ全体を読み、署名された末尾と照合します。", sound: (n: string, heads: string) => `整合しています: ${n} 件、署名 ${heads} 件。`, signedAt: "最終署名", broken: "整合していません:", key: "署名の鍵",
  },
});
