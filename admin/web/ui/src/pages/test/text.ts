import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Test a connection", lead: "What would happen to a connection and why, rule by rule. No packet is sent.", from: "Inside host", to: "Destination address", port: "Port", transport: "Transport", protocol: "Protocol", notKnown: "Not known yet", domain: "Name", domainHint: "As in the TLS hello or the HTTP host.", data: "Data it carries", dataHint: "Classes and how many distinct values: jp.my_number=3", addData: "Add", policy: "Policy", inForce: "in force", draft: (name: string) => `draft ${name}`, test: "Test",
    decision: "Decision", byRule: "by the rule", byDefault: "by the default action", undecided: "Not decided yet: a rule waits for more of the flow", open: "More of the flow would be inspected.", place: "Jurisdiction", rules: "Every rule, in order", rule: "Rule", match: "Fits", why: "Why", matches: { yes: "Yes", no: "No", later: "Waits" } as Record<string, string>, winner: "Decides", conditions: "Conditions", edit: "Edit this rule", unknownPlace: "Nothing is known about where it lies", ask: "Fill in an inside host and a destination.",
  },
  ja: {
    title: "接続テスト", lead: "接続がどう処理されるか、その理由をルールごとに表示します。パケットは送信しません。", from: "内部ホスト", to: "宛先アドレス", port: "ポート", transport: "トランスポート", protocol: "プロトコル", notKnown: "未判明", domain: "名前", domainHint: "TLS の ClientHello または HTTP の Host にある名前です。", data: "含まれるデータ", dataHint: "種別と異なる値の数。例: jp.my_number=3", addData: "追加", policy: "ポリシー", inForce: "適用中", draft: (name: string) => `下書き ${name}`, test: "テスト",
    decision: "判定", byRule: "ルール", byDefault: "既定の処理", undecided: "未判定: フローの続きを待つルールがあります", open: "フローの続きも検査されます。", place: "法域", rules: "すべてのルール(評価順)", rule: "ルール", match: "一致", why: "理由", matches: { yes: "一致", no: "不一致", later: "保留" } as Record<string, string>, winner: "決定", conditions: "条件", edit: "ルールを編集", unknownPlace: "所在地に関する情報はありません", ask: "内部ホストと宛先を入力してください。",
  },
});
