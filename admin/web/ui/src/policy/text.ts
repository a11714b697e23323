import { words } from "../i18n.ts";

export const text = words({
  en: {
    draft: (name: string) => `Draft: ${name}`, inForce: "This is the policy in force. The first change begins a draft; nothing takes effect before you put it in force.",
    saved: "Saved", saving: "Saving…", notSaved: "Not saved yet", changes: (n: number) => (n === 1 ? "1 change can be undone" : `${n} changes can be undone`), undo: "Undo", redo: "Redo", review: "Review and put in force", discard: "Discard the draft", discardAsk: "The draft is removed. The policy in force stays as it is.", discarded: "The draft is removed",
    seeInForce: "See what is in force", others: "Other drafts", errors: (n: number) => (n === 1 ? "1 error" : `${n} errors`), warnings: (n: number) => (n === 1 ? "1 warning" : `${n} warnings`), theirs: "Policy as it stands now", mine: "Policy as you have it", keptHere: "What you have written is kept in this browser until it can be saved.",
    from: "From", to: "to", over: "over", with: "with", anyInside: "every protected network", anywhere: "anywhere", or: "or", without: "whatever it carries",
  },
  ja: {
    draft: (name: string) => `下書き: ${name}`, inForce: "適用中のポリシーです。変更すると下書きが作成されます。適用するまで通信には影響しません。",
    saved: "保存済み", saving: "保存しています…", notSaved: "未保存", changes: (n: number) => `${n} 件の変更を元に戻せます`, undo: "元に戻す", redo: "やり直す", review: "確認して適用へ", discard: "下書きを破棄", discardAsk: "下書きを削除します。適用中のポリシーは変わりません。", discarded: "下書きを削除しました",
    seeInForce: "適用中のポリシーを表示", others: "ほかの下書き", errors: (n: number) => `エラー ${n} 件`, warnings: (n: number) => `警告 ${n} 件`, theirs: "現在のポリシー", mine: "編集中のポリシー", keptHere: "入力した内容は、保存できるまでこのブラウザーに保持されます。",
    from: "送信元", to: "宛先", over: "プロトコル", with: "データ", anyInside: "すべての保護対象ネットワーク", anywhere: "すべての宛先", or: "または", without: "データによらず",
  },
});
