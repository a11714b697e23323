import { words } from "../i18n.ts";

export const text = words({
  en: {
    skip: "Skip to the content", menu: "Menu", navigation: "Pages", logIn: "Log in", logOut: "Log out", account: "Account",
    loginAgain: "Log in again to go on", loginAgainHint: "Your session has ended. What you were doing is kept and goes on.",
    verify: "Prove that it is you", verifyHint: "This change asks for your password again.", secondFactor: "A code of your authenticator app, or a recovery code",
    noPage: "There is no such page", noPageHint: "The link may be old, or mistyped.", toStart: "To the start", notAllowed: "Your role does not include this page",
    attribution: "IP Geolocation by DB-IP", licence: "CC-BY-4.0",
    theme: "Theme", light: "Light", dark: "Dark", system: "As the system", language: "Language",
    crashed: "This page has stopped because of a fault in it", crashedHint: "Nothing that you have saved is lost. Loading the page anew usually helps.", reload: "Load the page anew",
  },
  ja: {
    skip: "本文へ移動", menu: "メニュー", navigation: "ページ", logIn: "ログイン", logOut: "ログアウト", account: "アカウント",
    loginAgain: "再度ログインしてください", loginAgainHint: "セッションが終了しました。作業内容は保持されており、ログイン後に続行します。",
    verify: "本人確認", verifyHint: "この変更にはパスワードの再入力が必要です。", secondFactor: "認証アプリのコードまたはリカバリーコード",
    noPage: "ページが見つかりません", noPageHint: "リンクが古いか、誤っている可能性があります。", toStart: "最初のページへ", notAllowed: "このページを表示する権限がありません",
    attribution: "IP Geolocation by DB-IP", licence: "CC-BY-4.0",
    theme: "配色", light: "ライト", dark: "ダーク", system: "システムに合わせる", language: "言語",
    crashed: "不具合のためこのページを停止しました", crashedHint: "保存済みの内容は失われていません。ページの再読み込みで復旧することがほとんどです。", reload: "再読み込み",
  },
});
