import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Geolocation", lead: "Under which jurisdictions addresses fall, and by what evidence.", lookup: "Look up addresses", addresses: "Addresses", addressesHint: "Up to 100, apart by blanks or lines.", look: "Look up", place: "Jurisdictions", unknown: "Nothing is known", evidence: "Evidence", operator: "Network operator", notes: "Also", anycast: "answers from several places", anonymous: "VPN, proxy, relay or Tor exit", hosting: "data centre", test: "Test a connection to it", override: "Set another",
    databases: "Databases", edition: "Edition", type: "Type", built: "Built", age: "Age", days: (n: number) => (n === 1 ? "1 day" : `${n} days`), stale: "Older than 90 days: addresses move", databasesHint: "Later ones add to earlier ones. They are named in sekisho.yaml under geo.databases, or updated by the appliance.",
    overrides: "Overrides", overridesHint: "Networks that you know better than the databases. They replace all other evidence.", network: "Network", code: "Jurisdiction", add: "Add", none: "No network is overridden.", fromFile: "from sekisho.yaml", set: "Set here", remove: (n: string) => `Remove ${n}`, saved: "The overrides are in force", save: "Put in force", networkHint: "Such as 203.0.113.0/24 or 2001:db8::/32.", codeHint: "ISO 3166-1 alpha-2, such as JP.", unsaved: "Not in force yet", back: "Back to those of the file", theirs: "Somebody else has changed them meanwhile; yours are still here. Look at them, and put them in force again.",
  },
  ja: {
    title: "位置情報", lead: "アドレスがどの法域に属するかと、その根拠です。", lookup: "アドレスを調べる", addresses: "アドレス", addressesHint: "空白または改行区切りで 100 件まで。", look: "調べる", place: "法域", unknown: "情報なし", evidence: "根拠", operator: "ネットワーク事業者", notes: "備考", anycast: "複数拠点から応答(エニーキャスト)", anonymous: "VPN、プロキシ、リレー、Tor 出口", hosting: "データセンター", test: "この宛先で接続テスト", override: "別の法域を指定",
    databases: "データベース", edition: "版", type: "種類", built: "作成日", age: "経過", days: (n: number) => `${n} 日`, stale: "90 日を超えています。アドレスの所在が変わっている可能性があります", databasesHint: "後のものが前のものを補います。sekisho.yaml の geo.databases で指定するか、装置が更新します。",
    overrides: "上書き", overridesHint: "データベースより正確に把握しているネットワークです。ほかの根拠より優先されます。", network: "ネットワーク", code: "法域", add: "追加", none: "上書きはありません。", fromFile: "sekisho.yaml の設定", set: "この画面での設定", remove: (n: string) => `${n} を削除`, saved: "上書きを適用しました", save: "適用", networkHint: "例: 203.0.113.0/24、2001:db8::/32", codeHint: "ISO 3166-1 の 2 文字コード(例: JP)", unsaved: "未適用", back: "ファイルの設定に戻す", theirs: "ほかのユーザーが先に変更しました。編集中の内容は残っています。確認してから、もう一度適用してください。",
  },
});
