import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Drafts", lead: "Changes of the policy that are not in force.", name: "Name", by: "Begun by", changed: "Last changed", base: "Began from", reason: "Reason", revision: (n: number) => (n > 0 ? `revision ${n}` : "–"), old: "Another revision is in force by now", approved: "Approved by", begin: "Begin a draft",
    empty: "There is no draft", emptyHint: "The first change of a rule begins one. What you put in force becomes a revision.", toRules: "To the rules", remove: "Discard", removeAsk: (name: string) => `The draft "${name}" is removed. The policy in force stays as it is.`, removed: (name: string) => `"${name}" is removed`, edit: "Edit", review: "Review",
  },
  ja: {
    title: "下書き", lead: "まだ適用されていないポリシーの変更です。", name: "名前", by: "作成者", changed: "最終変更", base: "元のリビジョン", reason: "理由", revision: (n: number) => (n > 0 ? `リビジョン ${n}` : "–"), old: "現在は別のリビジョンが適用されています", approved: "承認者", begin: "下書きを作成",
    empty: "下書きはありません", emptyHint: "ルールを変更すると下書きが作成されます。適用するとリビジョンになります。", toRules: "ルールへ", remove: "破棄", removeAsk: (name: string) => `下書き「${name}」を削除します。適用中のポリシーは変わりません。`, removed: (name: string) => `「${name}」を削除しました`, edit: "編集", review: "確認",
  },
});
