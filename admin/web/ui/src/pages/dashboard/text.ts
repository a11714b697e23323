import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Overview", lead: "What left for watched jurisdictions, and how the appliance does.",
    span: "Time span", "1h": "1 hour", "24h": "24 hours", "7d": "7 days", "30d": "30 days", updated: "As of", paused: "Paused", pauseKey: "Pause or go on",
    figures: "In this time", blockedNow: "Blocked now", blockedNowHint: "connections that are still being tried", more: "or more", flows: (n: string) => `${n} flows`, readable: "Could be read", nothingRead: "Nothing was looked at",
    map: "Data leaving by jurisdiction", mapNote: "By where the outside end lies. Outlines are for orientation; they take no position on borders.", notOnMap: (n: number) => `${n} not on the map`, mapFailed: "The map could not be loaded. The table has all that it shows.", legend: (least: string, most: string) => `${least} to ${most}`, legendTitle: "Data leaving", country: "Jurisdiction",
    mapTitle: (name: string, sent: string, alerts: string) => `${name}: ${sent}, ${alerts} blocked or logged`,
    decisions: "Blocked or logged", nobody: "Nothing in this time.", other: "(all others)", defaultRule: "(no rule: default)",
    hosts: "Inside hosts", organisations: "Organisations outside", classes: "Data classes", rules: "Rules",
    series: "Over time", measure: "Shown", sent: "Data leaving", seriesFlows: "Flows", asTable: "As a table", stepFrom: "From", noSeries: "There was nothing in this time.", chart: (from: string, to: string) => `Chart from ${from} to ${to}, by what was done. The table below has its figures.`, chartFailed: "The chart could not be loaded. The table has its figures.",
    coverage: "What could be read", coverageHint: "Of the contents that rules asked about. What can't be read counts as the data class opaque, so that rules can block it.", looked: "Looked at", unread: "Could not be read", why: "Reason",
    reasons: {
      "unknown coding": "Unknown compression or coding", corrupt: "Damaged", depth: "Nested too deeply", ratio: "Unpacks to far too much", size: "Too large to read whole", members: "Too many files in an archive", memory: "Limit of memory reached",
      truncated: "Broken off", "encrypted or unknown compression": "Encrypted, or unknown compression", encrypted: "Encrypted", certificate: "Certificate", "font without Unicode mapping": "PDF font without letters",
    } as Record<string, string>,
    appliance: "Appliance", dataplane: "Traffic", running: "Judged", notRunning: "Does not answer", lost: "Events lost", queue: "Packets not judged in time", database: "Stored events", upToDate: "Up to date", behind: (size: string) => `${size} to be indexed`, disk: "Free on the disk", geo: "Geolocation", shipping: "Shipping", shippingOK: (n: number) => `${n} of ${n} up to date`, shippingWrong: (n: number, of: number) => `${n} of ${of} in trouble`, noShipping: "Not set up",
    concerns: "Needs attention",
    concern: {
      notRunning: "The part that judges traffic does not answer. Traffic is handled as set for failures.", notEnforcing: "Traffic is not being judged: the appliance does not enforce its policy at the moment.", diskFull: "The disk is full. New events are not stored.",
      index: (what: string) => `Events can't be indexed: ${what}`, lost: (n: string) => `${n} events were lost before they could be stored.`, shipping: (name: string) => `Shipping to ${name} is in trouble.`,
      geoOld: (built: string) => `The geolocation database is of ${built}. Places may have moved since.`, diskLow: (free: string) => `Only ${free} are free on the disk.`, certificate: (until: string) => `The certificate of these pages ends on ${until}.`, watched: (what: string) => what,
    },
  },
  ja: {
    title: "概要", lead: "監視対象の法域へ送信されたデータと、装置の状態です。",
    span: "期間", "1h": "1 時間", "24h": "24 時間", "7d": "7 日", "30d": "30 日", updated: "時点", paused: "一時停止中", pauseKey: "一時停止・再開",
    figures: "この期間の集計", blockedNow: "現在遮断中", blockedNowHint: "接続の再試行が続いている通信", more: "以上", flows: (n: string) => `${n} フロー`, readable: "読み取れた割合", nothingRead: "検査対象なし",
    map: "法域別の持ち出しデータ量", mapNote: "宛先の所在地による集計です。地図の輪郭は位置の目安であり、国境や領土に関する立場を示すものではありません。", notOnMap: (n: number) => `地図にない法域 ${n} 件`, mapFailed: "地図を読み込めませんでした。同じ内容を表に示しています。", legend: (least: string, most: string) => `${least} ～ ${most}`, legendTitle: "送信量", country: "法域",
    mapTitle: (name: string, sent: string, alerts: string) => `${name}: ${sent}、遮断・記録 ${alerts} 件`,
    decisions: "遮断・記録", nobody: "この期間のデータはありません。", other: "(その他すべて)", defaultRule: "(ルールなし: 既定の処理)",
    hosts: "内部ホスト", organisations: "宛先の組織", classes: "データ種別", rules: "ルール",
    series: "推移", measure: "表示する値", sent: "送信量", seriesFlows: "フロー数", asTable: "表で表示", stepFrom: "開始時刻", noSeries: "この期間のデータはありません。", chart: (from: string, to: string) => `${from} から ${to} までの処理別の推移。数値は下の表にあります。`, chartFailed: "グラフを読み込めませんでした。数値は表で確認できます。",
    coverage: "読み取り状況", coverageHint: "ルールの対象となった内容のうち、読み取れた割合です。読み取れない内容はデータ種別 opaque として数えられ、ルールで遮断できます。", looked: "検査した量", unread: "読み取れなかった量", why: "理由",
    reasons: {
      "unknown coding": "未対応の圧縮・符号化", corrupt: "破損", depth: "入れ子が深すぎる", ratio: "展開後が大きすぎる", size: "サイズ上限超過", members: "書庫内のファイルが多すぎる", memory: "メモリー上限超過",
      truncated: "途中で切断", "encrypted or unknown compression": "暗号化または未知の圧縮", encrypted: "暗号化", certificate: "証明書", "font without Unicode mapping": "文字情報のない PDF フォント",
    } as Record<string, string>,
    appliance: "装置", dataplane: "通信の判定", running: "判定中", notRunning: "応答なし", lost: "失われたイベント", queue: "判定が間に合わなかったパケット", database: "保存されたイベント", upToDate: "最新", behind: (size: string) => `索引待ち ${size}`, disk: "ディスクの空き", geo: "位置情報", shipping: "転送", shippingOK: (n: number) => `${n} 件すべて正常`, shippingWrong: (n: number, of: number) => `${of} 件中 ${n} 件に問題`, noShipping: "未設定",
    concerns: "要確認",
    concern: {
      notRunning: "通信を判定する処理が応答しません。通信は障害時の設定に従って処理されます。", notEnforcing: "通信が判定されていません。現在、ポリシーは適用されていません。", diskFull: "ディスクの空きがありません。新しいイベントは保存されません。",
      index: (what: string) => `イベントの索引を作成できません: ${what}`, lost: (n: string) => `保存前に ${n} 件のイベントが失われました。`, shipping: (name: string) => `${name} への転送に問題があります。`,
      geoOld: (built: string) => `位置情報データベースは ${built} 作成です。その後、位置が変わっている可能性があります。`, diskLow: (free: string) => `ディスクの空きが残り ${free} です。`, certificate: (until: string) => `この管理画面の証明書は ${until} に期限切れになります。`, watched: (what: string) => what,
    },
  },
});
