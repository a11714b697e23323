import { words } from "../../i18n.ts";

export const text = words({
  en: {
    newRule: "New rule", title: (name: string) => `Rule: ${name}`, lead: "Form and text are the same policy. Nothing takes effect before you put the draft in force.", noRule: "There is no such rule in this draft", noRuleHint: "It may have been renamed or removed.", toRules: "All rules",
    form: "Form", yaml: "Policy as text", yamlHint: "Tab indents; press Escape, then Tab, to leave the field.", line: (n: number) => `Line ${n}`, add: "Add this rule", place: "Place", first: "At the top, before all others", last: "At the end", after: (id: string) => `After ${id}`,
    what: "What it is", id: "ID", idHint: "Events carry it. Lower-case letters, digits, hyphens.", description: "What it is for", comment: "Comment", owner: "Who answers for it", ticket: "Ticket", enabled: "Enabled", enable: "Enable this rule", notEnabled: "The rule does nothing until it is enabled.", expires: "Last day", expiresHint: "The rule holds to the end of this day (UTC). Empty: for ever.",
    monitor: "Monitor mode", monitorHint: "The rule decides nothing; events say what it would have done.",
    who: "Whose data", fromNetworks: "From these networks", fromHint: "Groups or prefixes such as 10.10.0.0/24. None: every protected network.",
    where: "Where to", jurisdictions: "Jurisdictions", chooseJurisdictions: "Choose jurisdictions", jurisdictionsHint: "Where the destination lies, by all evidence. None: anywhere.", narrower: "Narrower", networks: "Networks", networksHint: "Prefixes or groups of the outside end.", domains: "Names", domainsHint: "Such as example.org or *.example.org.", ports: "Ports", portsHint: "Numbers or ranges such as 1000-2000.", asns: "Autonomous systems", asnsHint: "Numbers of network operators (RFC 6793).",
    how: "Over which protocol", protocols: "Protocols", protocolsHint: "What is spoken, whatever the port. None: any.",
    carrying: "Carrying which data", dataHint: "The rule fires when any of these is reached in one flow: so many distinct values. None: it decides without looking at the data.", class: "Data class", atLeast: "At least", values: "distinct values", bytes: "bytes", addClass: "Add a data class", removeClass: (c: string) => `Remove ${c}`, threshold: (c: string) => `${c}: at least`, noAllow: "A rule that allows can't look at data.", notServed: "not recognised by this gateway",
    then: "Then", thenLegend: "What happens to the flow", block: "Block", blockHint: "The connection ends on both sides before what completes the match gets out.", log: "Log", logHint: "It passes, with an event.", allow: "Allow", allowHint: "It passes, and rules below are not asked.",
    addEntry: "Add", groups: "Groups", special: "Without a place", any: "Any jurisdiction", unknown: "Unknown place", anycast: "Several places at once (anycast)", otherPlaces: "Others", search: "Search for a country or group", chosen: (n: number) => (n === 1 ? "1 chosen" : `${n} chosen`), from: (n: number | string) => `Proposed from event ${n}. Read it before you add it.`, toEvents: "Its events", remove: "Remove this rule", removed: "The rule is removed", duplicate: "Duplicate", testIt: "Test a connection", problems: "What is wrong",
  },
  ja: {
    newRule: "新しいルール", title: (name: string) => `ルール: ${name}`, lead: "フォームと YAML は同じポリシーです。下書きを適用するまで通信には影響しません。", noRule: "この下書きにそのルールはありません", noRuleHint: "ID が変更されたか、削除された可能性があります。", toRules: "ルール一覧",
    form: "フォーム", yaml: "ポリシー(YAML)", yamlHint: "Tab で字下げします。欄から出るには Esc を押してから Tab を押します。", line: (n: number) => `${n} 行目`, add: "このルールを追加", place: "位置", first: "先頭(すべてのルールの前)", last: "末尾", after: (id: string) => `${id} の後`,
    what: "基本情報", id: "ID", idHint: "イベントに記録されます。英小文字、数字、ハイフンを使えます。", description: "目的", comment: "コメント", owner: "担当", ticket: "チケット", enabled: "有効", enable: "このルールを有効にする", notEnabled: "有効にするまで、このルールは動作しません。", expires: "期限", expiresHint: "この日の終わり(UTC)まで有効です。空欄は無期限です。",
    monitor: "監視モード", monitorHint: "処理は行わず、適用した場合の結果だけをイベントに記録します。",
    who: "送信元", fromNetworks: "送信元ネットワーク", fromHint: "グループ、または 10.10.0.0/24 のようなプレフィックス。空欄はすべての保護対象ネットワークです。",
    where: "宛先", jurisdictions: "法域", chooseJurisdictions: "法域を選択", jurisdictionsHint: "すべての根拠に基づく宛先の法域です。空欄はすべての宛先です。", narrower: "さらに絞り込む", networks: "ネットワーク", networksHint: "外部側のプレフィックスまたはグループ。", domains: "名前", domainsHint: "例: example.org、*.example.org", ports: "ポート", portsHint: "番号、または 1000-2000 のような範囲。", asns: "AS 番号", asnsHint: "ネットワーク事業者の番号(RFC 6793)。",
    how: "通信方式", protocols: "プロトコル", protocolsHint: "ポートによらず実際に使われているものです。空欄はすべてです。",
    carrying: "含まれるデータ", dataHint: "1 つのフローで、いずれかの種別の異なる値がこの数に達すると一致します。空欄の場合、データを調べずに判定します。", class: "データ種別", atLeast: "しきい値", values: "個以上", bytes: "バイト以上", addClass: "データ種別を追加", removeClass: (c: string) => `${c} を外す`, threshold: (c: string) => `${c} のしきい値`, noAllow: "許可するルールではデータを条件にできません。", notServed: "この装置では検出できません",
    then: "処理", thenLegend: "フローの処理", block: "遮断", blockHint: "一致が確定したパケットを外に出さず、双方の接続を終了します。", log: "記録", logHint: "通過させ、イベントに記録します。", allow: "許可", allowHint: "通過させ、以降のルールを評価しません。",
    addEntry: "追加", groups: "グループ", special: "その他の区分", any: "すべての法域", unknown: "不明な場所", anycast: "複数拠点(エニーキャスト)", otherPlaces: "その他", search: "国・地域、グループを検索", chosen: (n: number) => `${n} 件選択中`, from: (n: number | string) => `イベント ${n} から提案されたルールです。内容を確認してから追加してください。`, toEvents: "イベントを表示", remove: "このルールを削除", removed: "ルールを削除しました", duplicate: "複製", testIt: "接続テスト", problems: "問題",
  },
});
