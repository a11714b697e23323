import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "My account", lead: "How you log in.", role: "Role", password: "Password", passwordText: "Changing it ends your other sessions.", changePassword: "Change password", newPassword: "New password", again: "New password once more", differ: "The two are not the same.",
    passwordHint: "12 characters or more; 15 are better. Several words are easy to remember.", passwordChanged: "Your password is changed. Your other sessions have ended.",
    second: "Second factor", secondText: "With a second factor, a stolen password alone lets nobody in.", codes: "Codes of an authenticator app", codesOn: "Set up", codesOff: "Not set up", setUp: "Set up", replace: "Set up anew", removeCodes: "Remove",
    scan: "Scan this with an authenticator app on your phone.", cantScan: "Or type this key into the app:", then: "Then type the six digits that it shows.", code: "Code", confirm: "Use codes from now on", codesDone: "Codes are in use. Your other sessions have ended.",
    qrLabel: "QR code with the key for the authenticator app; the key stands beside it as text",
    recovery: "Recovery codes", recoveryText: "Each lets you in once if your phone is lost. Print them or keep them in a safe place: they are not shown again.", recoveryDone: "I have kept them", download: "Save as a file",
    sureRemove: "Remove the codes?", sureRemoveText: "Your password alone lets in then, and you have to log in again.",
    passkeys: "Passkeys", passkeysText: "Log in with your fingerprint, face or a security key, without a password.", addPasskey: "Add a passkey", passkeyName: "Name", passkeyNameHint: "To know it again, such as “Office laptop”.", passkeyAdded: "The passkey is added.", noPasskeys: "None yet",
    noName: "Passkeys need a name: open this administration by the appliance's host name, not by its address.", removePasskey: (name: string) => `Remove ${name}`, surePasskey: (name: string) => `Remove the passkey ${name}?`, surePasskeyText: "It no longer lets you in.", removed: "The passkey is removed.",
    created: "Added", used: "Last used", synced: "Synced among your devices", bound: "On one device", declined: "It was cancelled, or took too long.", actions: "Actions", sessions: "Where you are logged in", toSessions: "Show my sessions", foreign: "You log in by the identity provider: password and second factor are kept there.",
  },
  ja: {
    title: "アカウント", lead: "ログイン方法の設定です。", role: "役割", password: "パスワード", passwordText: "変更すると、ほかのセッションは終了します。", changePassword: "パスワードを変更", newPassword: "新しいパスワード", again: "新しいパスワード(確認)", differ: "2 つのパスワードが一致しません。",
    passwordHint: "12 文字以上(15 文字以上を推奨)。複数の単語を組み合わせると覚えやすくなります。", passwordChanged: "パスワードを変更しました。ほかのセッションは終了しました。",
    second: "第 2 要素", secondText: "第 2 要素を設定すると、パスワードが漏れてもログインされません。", codes: "認証アプリのコード", codesOn: "設定済み", codesOff: "未設定", setUp: "設定", replace: "再設定", removeCodes: "解除",
    scan: "スマートフォンの認証アプリで読み取ってください。", cantScan: "または、次のキーをアプリに入力してください。", then: "アプリに表示された 6 桁の数字を入力してください。", code: "コード", confirm: "コードの使用を開始", codesDone: "コードの使用を開始しました。ほかのセッションは終了しました。",
    qrLabel: "認証アプリ用のキーの QR コード(キーは隣に文字でも表示)",
    recovery: "リカバリーコード", recoveryText: "スマートフォンを紛失した場合、1 つにつき 1 回ログインできます。再表示はできないため、印刷するか安全な場所に保管してください。", recoveryDone: "保管しました", download: "ファイルに保存",
    sureRemove: "コードを解除しますか？", sureRemoveText: "パスワードだけでログインできるようになります。解除後は再度ログインが必要です。",
    passkeys: "パスキー", passkeysText: "指紋、顔、セキュリティキーで、パスワードなしでログインします。", addPasskey: "パスキーを追加", passkeyName: "名前", passkeyNameHint: "見分けるための名前(例: 事務所のノート PC)", passkeyAdded: "パスキーを追加しました。", noPasskeys: "まだありません",
    noName: "パスキーを使うには、IP アドレスではなく装置のホスト名でこの管理画面を開いてください。", removePasskey: (name: string) => `${name} を削除`, surePasskey: (name: string) => `パスキー ${name} を削除しますか？`, surePasskeyText: "このパスキーではログインできなくなります。", removed: "パスキーを削除しました。",
    created: "追加日時", used: "最終使用", synced: "複数の端末で同期", bound: "1 台の端末のみ", declined: "キャンセルされたか、時間切れになりました。", actions: "操作", sessions: "ログイン中の場所", toSessions: "セッションを表示", foreign: "ID プロバイダーでログインしています。パスワードと第 2 要素は ID プロバイダー側で管理されています。",
  },
});
