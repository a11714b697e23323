import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: (n: number | string) => `Revision ${n}`, all: "All revisions", rollBack: "Roll back to this", rollBackHint: "Makes a draft with this text, to be looked at and put in force like any other.", print: "Print", differs: "What it changed", against: "Compared with", parent: (n: number) => `revision ${n}, which it replaced`, other: (n: number) => `revision ${n}`,
    facts: "What it is", history: "What became of it", blame: "Who changed each rule last", rule: "Rule", who: "Who", when: "When", reason: "Reason", policy: "The whole policy", notFound: "There is no such revision", version: "Version in events", first: "It is the first revision.",
  },
  ja: {
    title: (n: number | string) => `リビジョン ${n}`, all: "リビジョン一覧", rollBack: "この内容に戻す", rollBackHint: "この内容の下書きを作成します。通常の変更と同様に、確認してから適用します。", print: "印刷", differs: "変更内容", against: "比較対象", parent: (n: number) => `リビジョン ${n}(置き換え前)`, other: (n: number) => `リビジョン ${n}`,
    facts: "概要", history: "経過", blame: "各ルールの最終変更", rule: "ルール", who: "ユーザー", when: "日時", reason: "理由", policy: "ポリシー全体", notFound: "リビジョンが見つかりません", version: "イベント上のバージョン", first: "最初のリビジョンです。",
  },
});
