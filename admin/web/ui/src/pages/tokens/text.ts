import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "API tokens", lead: "Let programs use the API with some of your permissions. Each token is shown once.", add: "Add a token", name: "Name", nameHint: "What it is for, such as the program's name", scopes: "What it may do", scopesHint: "As little as the program needs.",
    networks: "Networks it may come from", networksHint: "One a line, such as 192.0.2.0/24. None: from anywhere.", expires: "Expires", days: (n: number) => `in ${n} days`, owner: "Owner", used: "Last used", from: (address: string) => `from ${address}`, neverUsed: "Never used", anywhere: "Anywhere",
    expired: "Expired", soon: "Soon", remove: "Remove", removeOf: (name: string) => `Remove ${name}`, sure: (name: string) => `Remove the token ${name}?`, sureText: "Programs that use it no longer get in.", removed: (name: string) => `${name} is removed.`,
    none: "No tokens yet", noneHint: "A monitoring system needs one with “Read status and metrics”, a script that exports events one with “Export events”.",
    issued: "The token is made", issuedHint: "Copy it now: it is not shown again. Whoever has it can do what it allows.", token: "Token", howTo: "Programs send it in the header", done: "I have copied it", all: "All of mine", missing: "Choose at least one.",
  },
  ja: {
    title: "API トークン", lead: "プログラムに、自分の権限の一部で API の利用を許可します。トークンは一度だけ表示されます。", add: "トークンを追加", name: "名前", nameHint: "用途がわかる名前(プログラム名など)", scopes: "許可する操作", scopesHint: "必要最小限にしてください。",
    networks: "接続元のネットワーク", networksHint: "1 行に 1 つ(例: 192.0.2.0/24)。空欄の場合は制限しません。", expires: "有効期限", days: (n: number) => `${n} 日後`, owner: "所有者", used: "最終使用", from: (address: string) => `接続元 ${address}`, neverUsed: "未使用", anywhere: "制限なし",
    expired: "期限切れ", soon: "まもなく", remove: "削除", removeOf: (name: string) => `${name} を削除`, sure: (name: string) => `トークン ${name} を削除しますか？`, sureText: "このトークンを使うプログラムは接続できなくなります。", removed: (name: string) => `${name} を削除しました。`,
    none: "トークンはまだありません", noneHint: "監視システムには「状態とメトリクスの閲覧」、イベントを取り出すスクリプトには「イベントのエクスポート」を許可したトークンが必要です。",
    issued: "トークンを作成しました", issuedHint: "今すぐコピーしてください。再表示はできません。トークンを持つ人は、許可された操作をすべて実行できます。", token: "トークン", howTo: "プログラムは次のヘッダーで送信します", done: "コピーしました", all: "自分の権限すべて", missing: "1 つ以上選択してください。",
  },
});
