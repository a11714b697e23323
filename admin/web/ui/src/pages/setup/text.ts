import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "First start", welcome: "Set up the appliance", lead: "A few short steps. Everything can be changed later.", stepOf: (n: number, of: number) => `Step ${n} of ${of}`, steps: "Steps",
    account: "Your account", second: "Second factor", networks: "Networks", places: "Jurisdictions", mode: "What happens", test: "Test",
    needless: "The appliance is set up", needlessText: "There is an administrator already.", toLogin: "To the login", toStart: "To the start", skip: "Later", next: "Next", back: "Back", finish: "Finish",
    accountLead: "The first account is an administrator's. Nobody can open this administration before it exists.", setupToken: "Setup token",
    setupTokenHint: "It stands on the appliance's console and in its log: journalctl -u sekisho. It is good once, for a day; after a restart there is a new one.", nameHint: "2 to 64 of a–z, 0–9, dot, @, - and _",
    passwordHint: "12 characters or more; 15 are better. Several words are easy to remember.", again: "Password once more", differ: "The two are not the same.", make: "Make the account",
    secondLead: "This account can change what leaves your networks. A second factor keeps it yours if the password is stolen.", hasSecond: "A second factor is set up.",
  },
  ja: {
    title: "初期設定", welcome: "装置の初期設定", lead: "短い手順で完了します。内容はすべて後から変更できます。", stepOf: (n: number, of: number) => `手順 ${n} / ${of}`, steps: "手順",
    account: "アカウント", second: "第 2 要素", networks: "ネットワーク", places: "法域", mode: "検出時の動作", test: "動作確認",
    needless: "初期設定は完了しています", needlessText: "管理者アカウントがすでにあります。", toLogin: "ログイン画面へ", toStart: "最初のページへ", skip: "後で設定", next: "次へ", back: "戻る", finish: "完了",
    accountLead: "最初のアカウントは管理者になります。作成されるまで、誰もこの管理画面を利用できません。", setupToken: "セットアップトークン",
    setupTokenHint: "装置のコンソールとログ（journalctl -u sekisho）に表示されます。1 回限り、24 時間有効です。再起動すると新しいトークンになります。", nameHint: "a–z、0–9、ドット、@、-、_ の 2〜64 文字",
    passwordHint: "12 文字以上（15 文字以上を推奨）。複数の単語を組み合わせると覚えやすくなります。", again: "パスワード（確認）", differ: "2 つのパスワードが一致しません。", make: "アカウントを作成",
    secondLead: "このアカウントでは、ネットワーク外へ送信できるデータを変更できます。第 2 要素を設定すると、パスワードが漏れても悪用を防げます。", hasSecond: "第 2 要素は設定済みです。",
  },
});
