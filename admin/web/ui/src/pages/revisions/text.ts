import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Revisions", lead: "Every policy that was put in force, and what became of it.", number: "Revision", when: "When", who: "Who", reason: "Reason", became: "What became of it", inForce: "In force", states: { preparing: "Being put in force", pending: "On trial", confirmed: "Kept", reverted: "Taken back", superseded: "Replaced before it was kept", abandoned: "Never came in force" } as Record<string, string>,
    history: "What happened", actions: { applied: "put in force", confirmed: "kept", reverted: "taken back", preparing: "begun", superseded: "replaced", abandoned: "given up", pending: "put in force" } as Record<string, string>, entry: (n: number, action: string) => `Revision ${n} ${action}`, now: (n: number) => `In force since: revision ${n}`, compare: "Compare", older: "Older", newest: "Newest", approved: (who: string) => `approved by ${who}`, token: (t: string) => `by token ${t}`,
    empty: "No policy was put in force yet", emptyHint: "What you put in force stands here from then on.",
  },
  ja: {
    title: "リビジョン", lead: "適用されたすべてのポリシーと、その結果です。", number: "リビジョン", when: "日時", who: "ユーザー", reason: "理由", became: "結果", inForce: "適用中", states: { preparing: "適用処理中", pending: "試験適用中", confirmed: "確定", reverted: "取り消し", superseded: "確定前に置き換え", abandoned: "適用されず" } as Record<string, string>,
    history: "経過", actions: { applied: "を適用", confirmed: "を確定", reverted: "を取り消し", preparing: "を準備", superseded: "を置き換え", abandoned: "を中止", pending: "を適用" } as Record<string, string>, entry: (n: number, action: string) => `リビジョン ${n} ${action}`, now: (n: number) => `その後の適用: リビジョン ${n}`, compare: "比較", older: "以前", newest: "最新", approved: (who: string) => `承認: ${who}`, token: (t: string) => `トークン ${t}`,
    empty: "適用されたポリシーはまだありません", emptyHint: "適用すると、ここに記録されます。",
  },
});
