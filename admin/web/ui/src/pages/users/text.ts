import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Users", lead: "Who may open this administration, and what they may do.", add: "Add a user", role: "Role", second: "Second factor", state: "State", created: "Created",
    none: "None", has: "Set up", disabled: "Disabled", active: "Active", provider: "Identity provider", you: "you",
    change: "Change role", disable: "Disable", enable: "Enable", password: "Give a new password", removeSecond: "Remove second factor", remove: "Remove", actionsFor: (name: string) => `Actions for ${name}`,
    nameHint: "2 to 64 of a–z, 0–9, dot, @, - and _", passwordHint: "12 characters or more; 15 are better. Several words are easy to remember.", userName: "User name", newPassword: "New password",
    addTitle: "Add a user", changeTitle: (name: string) => `Role of ${name}`, passwordTitle: (name: string) => `New password for ${name}`, passwordTell: "Tell it to the person in another way than by mail. They can change it under “My account”. Their sessions end.",
    sureRemove: (name: string) => `Remove ${name}?`, sureRemoveText: "The account, its sessions and its tokens are gone for good. The audit log keeps what it did. To keep somebody out for a while, disable the account.",
    sureSecond: (name: string) => `Remove the second factor of ${name}?`, sureSecondText: "Codes and passkeys no longer work, and all sessions end. The password alone lets in until a new one is set up.",
    sureDisable: (name: string) => `Disable ${name}?`, sureDisableText: "The account can't log in, and its sessions and tokens are void. It can be enabled again.",
    added: (name: string) => `${name} is added.`, changed: (name: string) => `${name} is changed.`, removed: (name: string) => `${name} is removed.`, passwordSet: (name: string) => `${name} has a new password.`,
    disabledNow: "Disabled", enabledNow: "Enabled", noSecond: (n: number) => (n === 1 ? "1 administrator has no second factor." : `${n} administrators have no second factor.`), noSecondWhat: "A stolen password is then enough to change the rules. Ask them to set one up under “My account”.",
  },
  ja: {
    title: "ユーザー", lead: "この管理画面を利用できるユーザーと、その権限です。", add: "ユーザーを追加", role: "役割", second: "第 2 要素", state: "状態", created: "作成日時",
    none: "なし", has: "設定済み", disabled: "無効", active: "有効", provider: "ID プロバイダー", you: "自分",
    change: "役割を変更", disable: "無効にする", enable: "有効にする", password: "新しいパスワードを設定", removeSecond: "第 2 要素を解除", remove: "削除", actionsFor: (name: string) => `${name} の操作`,
    nameHint: "a–z、0–9、ドット、@、-、_ の 2〜64 文字", passwordHint: "12 文字以上(15 文字以上を推奨)。複数の単語を組み合わせると覚えやすくなります。", userName: "ユーザー名", newPassword: "新しいパスワード",
    addTitle: "ユーザーの追加", changeTitle: (name: string) => `${name} の役割`, passwordTitle: (name: string) => `${name} の新しいパスワード`, passwordTell: "メール以外の方法で本人に伝えてください。本人は「アカウント」で変更できます。既存のセッションは終了します。",
    sureRemove: (name: string) => `${name} を削除しますか？`, sureRemoveText: "アカウント、セッション、トークンは完全に削除されます。操作の記録は監査ログに残ります。一時的に利用を止める場合は無効にしてください。",
    sureSecond: (name: string) => `${name} の第 2 要素を解除しますか？`, sureSecondText: "コードとパスキーは使えなくなり、すべてのセッションが終了します。再設定するまではパスワードだけでログインできます。",
    sureDisable: (name: string) => `${name} を無効にしますか？`, sureDisableText: "ログインできなくなり、セッションとトークンは失効します。あとで有効に戻せます。",
    added: (name: string) => `${name} を追加しました。`, changed: (name: string) => `${name} を変更しました。`, removed: (name: string) => `${name} を削除しました。`, passwordSet: (name: string) => `${name} の新しいパスワードを設定しました。`,
    disabledNow: "無効", enabledNow: "有効", noSecond: (n: number) => `第 2 要素を設定していない管理者が ${n} 人います。`, noSecondWhat: "パスワードが漏れるだけでルールを変更されるおそれがあります。「アカウント」での設定を依頼してください。",
  },
});
