import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Live", lead: "Events as they come, newest first.", pause: "Pause", resume: "Go on", clear: "Clear", paused: (n: string) => `Paused. ${n} came meanwhile.`, rate: (n: string) => `${n} a second`,
    notShown: (n: string) => `${n} not shown: they came too fast`, open: "Connected", connecting: "Connecting…", waiting: "Connection lost. Trying again…", ended: "Ended",
    empty: "No event yet", emptyHint: "Events appear here as soon as a rule decides about a flow.", emptyQuery: "Events that fit the query appear here.", search: "Search the past", table: "Events as they come", came: (n: string) => `${n} events came`,
  },
  ja: {
    title: "ライブ", lead: "発生したイベントを新しい順に表示します。", pause: "一時停止", resume: "再開", clear: "クリア", paused: (n: string) => `一時停止中です。その間に ${n} 件発生しました。`, rate: (n: string) => `毎秒 ${n} 件`,
    notShown: (n: string) => `${n} 件は多すぎるため表示していません`, open: "接続中", connecting: "接続しています…", waiting: "接続が切れました。再接続しています…", ended: "終了",
    empty: "イベントはまだありません", emptyHint: "ルールがフローを判定すると、ここに表示されます。", emptyQuery: "検索条件に合うイベントがここに表示されます。", search: "過去を検索", table: "発生したイベント", came: (n: string) => `${n} 件発生しました`,
  },
});
