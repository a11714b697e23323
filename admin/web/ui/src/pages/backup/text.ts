import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Backup", lead: "Policy, accounts, settings and destinations in one encrypted file. Events are not in it.", make: "Make a backup", passphrase: "Passphrase", passphraseHint: "Without it nobody opens the backup again. At least 15 characters.", again: "Passphrase once more", differ: "The two are not the same.", keys: "Certificates with their keys, too", download: "Make and save", saved: (name: string) => `${name} is saved.`,
    restore: "Restore a backup", restoreHint: "Its policy becomes a draft: nothing takes effect before you put that in force.", file: "File", users: "Accounts whose names are not taken here, with their saved searches", settings: "Settings", restoreKeys: "Certificates, from the next start on", start: "Restore", ask: "Settings and accounts are changed at once; the policy is not.", result: "Restored", draft: "Its policy is a draft", review: "Review it", list: { users: "Accounts", settings: "Settings", destinations: "Destinations", kept: "Kept as they were here", queries: "Saved searches", revisions: "Revisions", keys: "Certificates" },
  },
  ja: {
    title: "バックアップ", lead: "ポリシー、アカウント、設定、転送先を 1 つの暗号化ファイルに保存します。イベントは含みません。", make: "バックアップを作成", passphrase: "パスフレーズ", passphraseHint: "忘れるとバックアップを開けなくなります。15 文字以上にしてください。", again: "パスフレーズ(確認)", differ: "一致していません。", keys: "証明書と鍵も含める", download: "作成して保存", saved: (name: string) => `${name} を保存しました。`,
    restore: "バックアップから復元", restoreHint: "ポリシーは下書きになります。適用するまで通信には影響しません。", file: "ファイル", users: "この装置にない名前のアカウント(保存した検索を含む)", settings: "設定", restoreKeys: "証明書(次回起動から)", start: "復元", ask: "設定とアカウントはすぐに変更されます。ポリシーは変更されません。", result: "復元しました", draft: "ポリシーは下書きになりました", review: "確認する", list: { users: "アカウント", settings: "設定", destinations: "転送先", kept: "既存のまま残したもの", queries: "保存した検索", revisions: "リビジョン", keys: "証明書" },
  },
});
