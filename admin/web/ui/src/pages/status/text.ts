import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Status", lead: "How the appliance does: the part that judges traffic, the events it stores, and the certificate that browsers are shown.",
    dataplane: "Traffic", running: "Running", notRunning: "Does not answer", notRunningHint: "Traffic is handled as set for failures. On the appliance, look at: systemctl status sekisho",
    version: "Version", since: "Running since", rules: "Rules in force", revision: "Revision", eventsLost: "Events lost", registered: "Registered documents and tables",
    counters: "Counters", counter: "Counter", value: "Value", judging: "Judging", packets: "Packets",
    geo: "Geolocation databases", built: "Built", kind: "Kind", edition: "Edition", geoOld: "Older than 35 days: places may have moved.",
    index: "Stored events", reading: "Up to date", behind: (size: string) => `${size} still to be indexed`, trouble: "Cannot be indexed",
    certificate: "Certificate", issuer: "Issued by", ownCertificate: "The appliance itself", validUntil: "Valid until", names: "For", fingerprint: "SHA-256",
  },
  ja: {
    title: "状態", lead: "通信を判定する処理、保存されたイベント、ブラウザーに提示する証明書の状態を表示します。",
    dataplane: "通信の判定", running: "動作中", notRunning: "応答なし", notRunningHint: "通信は障害時の設定に従って処理されます。装置上で systemctl status sekisho を確認してください。",
    version: "バージョン", since: "起動日時", rules: "適用中のルール", revision: "リビジョン", eventsLost: "失われたイベント", registered: "登録済みの文書と表",
    counters: "カウンター", counter: "項目", value: "値", judging: "判定", packets: "パケット",
    geo: "位置情報データベース", built: "作成日", kind: "種類", edition: "版", geoOld: "作成から 35 日を超えています。位置が変わっている可能性があります。",
    index: "保存されたイベント", reading: "最新", behind: (size: string) => `索引待ち ${size}`, trouble: "索引を作成できません",
    certificate: "証明書", issuer: "発行者", ownCertificate: "この装置", validUntil: "有効期限", names: "対象名", fingerprint: "SHA-256",
  },
});
