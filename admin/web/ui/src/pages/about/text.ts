import { words } from "../../i18n.ts";

export const text = words({
  en: { title: "About", lead: "Sekisho (関所) was the barrier station on Edo-period highways that inspected what left.", version: "Version", what: "It judges jurisdictions, data and rules, never people.", api: "API", apiHint: "All that these pages do can be done by programs, with an API token:", description: "Description (OpenAPI 3.1)", metrics: "Metrics (Prometheus)", geo: "Geolocation data", geoHint: "The data that ships with the program is", licence: "Licence", licenceHint: "The program and the packages in it are under licences that its NOTICE file names." },
  ja: { title: "この装置について", lead: "関所は、江戸時代の街道で出ていくものを検めた施設です。", version: "バージョン", what: "法域、データ、ルールによって判定し、人を判定することはありません。", api: "API", apiHint: "画面で行える操作は、API トークンを使ってプログラムからも行えます。", description: "API の記述(OpenAPI 3.1)", metrics: "メトリクス(Prometheus)", geo: "位置情報データ", geoHint: "同梱のデータ:", licence: "ライセンス", licenceHint: "本プログラムと同梱パッケージのライセンスは NOTICE ファイルに記載されています。" },
});
