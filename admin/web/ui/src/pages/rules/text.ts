import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Rules", lead: "Read from top to bottom: the first rule that fits a flow decides what happens to it.", add: "Add a rule", filter: "Filter rules", count: (n: number, of: number) => (n === of ? `${of} rules` : `${n} of ${of} rules`),
    all: "All", unused: "Unused for 90 days", off: "Disabled", monitored: "Monitor mode", expired: "Expired", wrong: "With problems",
    groupBy: "Group rules", by_: { none: "In their order", owner: "By owner", action: "By action", place: "By jurisdictions" },
    list: "Rules, in the order in which they are read", select: (id: string) => `Select ${id}`, selectAll: "Select all shown", selected: (n: number) => `${n} selected`, clear: "Select none", noID: (n: number) => `Rule ${n}, without an ID`,
    enable: "Enable", disable: "Disable", monitorOn: "Monitor mode on", monitorOff: "Monitor mode off", setAction: "Action", setExpiry: "Last day", setOwner: "Owner", move: "Move", toTop: "To the top", toEnd: "To the end", upOne: "Up", downOne: "Down", remove: "Remove", bulk: "Change what is selected",
    edit: (id: string) => `Edit ${id}`, more: (id: string) => `More for ${id}`, duplicate: "Duplicate", events: "Its events", test: "Test a connection",
    hits: (n: number, text: string) => (n === 1 ? "1 hit" : `${text} hits`), would: (text: string) => `would have hit ${text}×`, lastHit: "last", noHit: "No hit yet", unusedSince: "unused since", changed: "Changed", by: (who: string) => `by ${who}`, revision: (n: number) => `revision ${n}`,
    expires: (when: string) => `until ${when}`, isExpired: "Expired", isMonitored: "Monitor mode", isDisabled: "Disabled", isNew: "New", isWrong: "Problem",
    default: "Everything else", defaultHint: "What no rule decides.", setDefault: "Default action",
    removed: (n: number) => (n === 1 ? "1 rule is removed" : `${n} rules are removed`), done: (n: number, what: string) => `${what}: ${n} ${n === 1 ? "rule" : "rules"}`, moved: "Moved", added: (id: string) => `${id} is added`,
    emptyTitle: "There is no rule", emptyHint: "Without rules the default action holds for everything. Add the first one.", noneFit: "No rule fits the filter", showAll: "Show all rules", noOrder: "Rules can be moved when all are shown in their order.", apply: "Set",
    expiryHint: "The rule holds to the end of this day (UTC). Empty: for ever.", past: "Rules that are gone, but have events", problemsOf: "Problems of the policy", yaml: "Whole policy as YAML", yamlHint: "Form and text are the same policy: a change here shows there, and comments stay.",
  },
  ja: {
    title: "ルール", lead: "上から順に評価し、最初に一致したルールがフローの処理を決めます。", add: "ルールを追加", filter: "ルールを絞り込む", count: (n: number, of: number) => (n === of ? `${of} 件` : `${of} 件中 ${n} 件`),
    all: "すべて", unused: "90 日間未使用", off: "無効", monitored: "監視モード", expired: "期限切れ", wrong: "問題あり",
    groupBy: "ルールのグループ化", by_: { none: "評価順", owner: "担当別", action: "処理別", place: "法域別" },
    list: "評価順のルール一覧", select: (id: string) => `${id} を選択`, selectAll: "表示中をすべて選択", selected: (n: number) => `${n} 件を選択中`, clear: "選択を解除", noID: (n: number) => `ルール ${n}(ID なし)`,
    enable: "有効にする", disable: "無効にする", monitorOn: "監視モードにする", monitorOff: "監視モードを解除", setAction: "処理", setExpiry: "期限", setOwner: "担当", move: "移動", toTop: "先頭へ", toEnd: "末尾へ", upOne: "上へ", downOne: "下へ", remove: "削除", bulk: "選択したルールの変更",
    edit: (id: string) => `${id} を編集`, more: (id: string) => `${id} のその他の操作`, duplicate: "複製", events: "イベントを表示", test: "接続テスト",
    hits: (_: number, text: string) => `一致 ${text} 件`, would: (text: string) => `監視モードでの一致 ${text} 件`, lastHit: "最終", noHit: "一致なし", unusedSince: "未使用", changed: "変更", by: (who: string) => who, revision: (n: number) => `リビジョン ${n}`,
    expires: (when: string) => `期限 ${when}`, isExpired: "期限切れ", isMonitored: "監視モード", isDisabled: "無効", isNew: "新規", isWrong: "問題あり",
    default: "その他すべて", defaultHint: "どのルールにも一致しない通信の処理です。", setDefault: "既定の処理",
    removed: (n: number) => `${n} 件のルールを削除しました`, done: (n: number, what: string) => `${n} 件: ${what}`, moved: "移動しました", added: (id: string) => `${id} を追加しました`,
    emptyTitle: "ルールがありません", emptyHint: "ルールがない場合、すべての通信に既定の処理が適用されます。最初のルールを追加してください。", noneFit: "条件に合うルールはありません", showAll: "すべてのルールを表示", noOrder: "並べ替えは、すべてのルールを表示しているときに行えます。", apply: "設定",
    expiryHint: "この日の終わり(UTC)まで有効です。空欄は無期限です。", past: "削除済みでイベントが残るルール", problemsOf: "ポリシーの問題", yaml: "ポリシー全体(YAML)", yamlHint: "フォームと YAML は同じポリシーです。どちらで変更しても双方に反映され、コメントは保持されます。",
  },
});
