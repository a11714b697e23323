import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Flows now", lead: "Connections to and from watched jurisdictions that the dataplane knows at this moment.", updated: "Asked again every 5 seconds.",
    inside: "Inside host", outside: "Destination", place: "Jurisdiction", protocol: "Protocol", state: "State", rule: "Rule", out: "Data leaving", came: "Data coming in", data: "Data found so far",
    states: { opening: "Opening", open: "Being inspected", decided: "Decided", closing: "Closing", blocked: "Blocked", unwatched: "Not inspected" } as Record<string, string>,
    empty: "No such connection at this moment", more: (n: number) => `${n} more`, emptyHint: "Only traffic with watched jurisdictions is listed; all other passes in the kernel.", most: (n: number) => `The first ${n} are listed.`, events: "Its events",
  },
  ja: {
    title: "現在のフロー", lead: "監視対象の法域との間で現在行われている通信です。", updated: "5 秒ごとに更新します。",
    inside: "内部ホスト", outside: "宛先", place: "法域", protocol: "プロトコル", state: "状態", rule: "ルール", out: "送信量", came: "受信量", data: "これまでの検出データ",
    states: { opening: "接続中", open: "検査中", decided: "判定済み", closing: "終了中", blocked: "遮断", unwatched: "検査対象外" } as Record<string, string>,
    empty: "現在、該当する通信はありません", more: (n: number) => `ほか ${n} 件`, emptyHint: "監視対象の法域との通信だけを表示します。それ以外はカーネル内を通過します。", most: (n: number) => `先頭の ${n} 件を表示しています。`, events: "イベントを表示",
  },
});
