import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: (n: number | string) => `Event ${n}`, newer: "Next event", older: "Event before", makeRule: "Make a rule from this", similar: "Find similar", print: "Print",
    verdict: "What happened", when: "When", rule: "Rule", revision: "Policy", reason: "Why", noRule: "No rule decided: the policy's default action", version: (v: string) => `version ${v}`, toRevisions: "Revisions", monitored: "In monitor mode", wouldHave: "would have been", dataIn: "Data in", request: "what was sent", response: "the reply to a client outside",
    flow: "The connection", inside: "Inside host", outside: "Destination", domain: "Name", organisation: "Organisation", protocol: "Protocol", opened: "Opened from", outbound: "inside", inbound: "outside", left: "Data leaving", came: "Data coming in", mac: "MAC address", community: "Community ID",
    place: "Jurisdiction", evidence: "Evidence", kind: "What it says", source: "Source", confidence: "Confidence", noEvidence: "Nothing is known about where this address lies.",
    kinds: { located: "The address is located there", registered: "Its operator registered the network there", represented: "The network represents it abroad, as an embassy does", override: "Set by an administrator" } as Record<string, string>,
    data: "Data found", class: "Data class", count: "Distinct values", sample: "Sample, masked", where: "Where", noData: "No flagged data was found in what could be read.", reference: "Registered document", containment: (share: string) => `${share} of it`,
    coverage: "What could be read", inspected: "Inspected", opaque: "Could not be read", share: (share: string) => `${share} of what left could not be read (encrypted, or in a format that is not known).`, nothingRead: "Nothing was inspected: the rule decided without data.",
    more: "What the protocol says", field: "Field", value: "Value", raw: "Whole event (Elastic Common Schema)", explain: "Try this connection against the rules", only: "Only these", notFound: "There is no such event", notFoundHint: "It may have been removed when its time was over.",
  },
  ja: {
    title: (n: number | string) => `イベント ${n}`, newer: "次のイベント", older: "前のイベント", makeRule: "このイベントからルールを作成", similar: "類似イベントを検索", print: "印刷",
    verdict: "判定", when: "日時", rule: "ルール", revision: "ポリシー", reason: "理由", noRule: "該当するルールなし(既定の処理)", version: (v: string) => `バージョン ${v}`, toRevisions: "リビジョン", monitored: "監視モード", wouldHave: "適用時の処理", dataIn: "データの位置", request: "送信内容", response: "外部クライアントへの応答",
    flow: "通信", inside: "内部ホスト", outside: "宛先", domain: "名前", organisation: "組織", protocol: "プロトコル", opened: "接続元", outbound: "内部", inbound: "外部", left: "送信量", came: "受信量", mac: "MAC アドレス", community: "Community ID",
    place: "法域", evidence: "根拠", kind: "内容", source: "出典", confidence: "確度", noEvidence: "このアドレスの所在地に関する情報はありません。",
    kinds: { located: "アドレスの所在地", registered: "事業者によるネットワークの登録地", represented: "国外で代表する国(大使館など)", override: "管理者による指定" } as Record<string, string>,
    data: "検出データ", class: "データ種別", count: "異なる値の数", sample: "サンプル(伏せ字)", where: "位置", noData: "読み取れた範囲では、対象データは検出されませんでした。", reference: "登録済み文書", containment: (share: string) => `文書の ${share}`,
    coverage: "読み取り状況", inspected: "検査済み", opaque: "読み取り不可", share: (share: string) => `送信量の ${share} は読み取れませんでした(暗号化、または未知の形式)。`, nothingRead: "内容は検査されていません。ルールがデータによらず判定しました。",
    more: "プロトコルの情報", field: "項目", value: "値", raw: "イベント全体(Elastic Common Schema)", explain: "この通信をルールで試す", only: "これのみ", notFound: "イベントが見つかりません", notFoundHint: "保存期間が過ぎて削除された可能性があります。",
  },
});
