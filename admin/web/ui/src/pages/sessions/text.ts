import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Sessions", lead: "Where you are logged in. End what you don't recognise, and then change your password.", leadAll: "Where people are logged in.", mine: "Mine", everybody: "Everybody's",
    who: "User", where: "From", browser: "Browser", since: "Since", seen: "Last active", ends: "Ends at the latest", current: "this one", end: "End", endOf: (where: string) => `End the session from ${where}`,
    sure: "End this session?", sureOwn: "You will have to log in again.", ended: "The session has ended.", unknownBrowser: "Unknown", none: "No sessions",
    on: (browser: string, system: string) => `${browser} on ${system}`,
  },
  ja: {
    title: "セッション", lead: "ログイン中の場所です。心当たりのないものは終了し、パスワードを変更してください。", leadAll: "ユーザーがログイン中の場所です。", mine: "自分のみ", everybody: "全員",
    who: "ユーザー", where: "接続元", browser: "ブラウザー", since: "開始", seen: "最終操作", ends: "最長の期限", current: "現在", end: "終了", endOf: (where: string) => `${where} のセッションを終了`,
    sure: "このセッションを終了しますか？", sureOwn: "再度ログインが必要になります。", ended: "セッションを終了しました。", unknownBrowser: "不明", none: "セッションはありません",
    on: (browser: string, system: string) => `${browser}(${system})`,
  },
});
