import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Data classes", lead: "What the appliance recognises in what leaves, and rules can ask for.", views: "Data classes", list: "All classes", tryIt: "Try a text or file", own: "Own classes",
    find: "Find a class", findHint: "Name, number, law…", none: "No class is called so.", name: "Class", about: "What counts", basis: "Source", unit: "Counted by", bytes: "bytes", notServed: "Not recognised by this appliance", events: "Events",
    tryHint: "Nothing of it is kept or logged, and nothing of it is sent anywhere else. Findings are masked.", textLabel: "Text", file: "File", fileHint: "Documents, archives, mail, tables and others, up to 8 MiB.", check: "Look for data", tooLarge: "It is larger than 8 MiB.", empty: "Type a text, or choose a file.",
    result: "What was found", nothing: "Nothing that any class stands for.", class: "Class", count: "Values", sample: "Masked", where: "Where", confidence: "Confidence",
    read: "Read as", size: "Size", charset: "Characters", unread: "Could not be read", allRead: "All of it was read.", parts: "What is in it", part: "Part", kind: "Kind", body: "the text itself",
    ownHint: "Classes of your own stand in the policy: words and patterns that mark what must not leave. Rules ask for them as custom.NAME.", add: "Add a class", change: "Change", noOwn: "There is no class of your own yet", noOwnHint: "Code names of projects, numbers of drawings or contracts, names of customers: what only you know.",
    className: "Name", classNameHint: "a to z, 0 to 9, - and _; rules call it custom.NAME.", keywords: "Words", keywordsHint: "One a line. Upper and lower case don't matter.", patterns: "Patterns", patternsHint: "Regular expressions (RE2 syntax), one a line.", context: "Words that must stand before", contextHint: "One a line. With any of these, a word or pattern counts only after one of them.",
    needs: "It needs a word or a pattern.", changed: (name: string) => `"${name}" is changed in the draft`, added: (name: string) => `"${name}" is added to the draft`, removed: (name: string) => `"${name}" is removed from the draft`, remove: "Remove", removeOf: (name: string) => `Remove ${name}`, changeOf: (name: string) => `Change ${name}`, taken: "There is a class of that name.", yaml: "See the policy's text", inForceOnly: "A class can be tried once it is in force.",
  },
  ja: {
    title: "データ種別", lead: "送信内容から検出し、ルールの条件に指定できるデータの種類です。", views: "データ種別", list: "一覧", tryIt: "検出を試す", own: "独自の種別",
    find: "種別を検索", findHint: "名称、番号、法令など", none: "該当する種別はありません。", name: "種別", about: "数える対象", basis: "根拠", unit: "数え方", bytes: "バイト数", notServed: "この装置では検出されません", events: "イベント",
    tryHint: "内容は保存も記録もされず、外部にも送信されません。検出値は伏せ字で表示します。", textLabel: "テキスト", file: "ファイル", fileHint: "文書、書庫、メール、表など。8 MiB まで。", check: "検出する", tooLarge: "8 MiB を超えています。", empty: "テキストを入力するか、ファイルを選択してください。",
    result: "検出結果", nothing: "該当するデータは検出されませんでした。", class: "種別", count: "件数", sample: "伏せ字", where: "場所", confidence: "確度",
    read: "判定した形式", size: "サイズ", charset: "文字コード", unread: "読み取れなかった量", allRead: "すべて読み取れました。", parts: "含まれるもの", part: "部分", kind: "形式", body: "本文",
    ownHint: "社外に出してはならないものを示す語句やパターンを、独自の種別としてポリシーに登録できます。ルールでは custom.名前 で指定します。", add: "種別を追加", change: "変更", noOwn: "独自の種別はまだありません", noOwnHint: "プロジェクトの符丁、図面番号、契約番号、取引先名など、自社固有のものを登録します。",
    className: "名前", classNameHint: "使用できる文字: a～z、0～9、-、_。ルールでは custom.名前 で指定します。", keywords: "語句", keywordsHint: "1 行に 1 件。大文字と小文字は区別しません。", patterns: "パターン", patternsHint: "正規表現(RE2 構文)を 1 行に 1 件。", context: "前に必要な語句", contextHint: "1 行に 1 件。指定した場合、いずれかの語句の後にある値だけを数えます。",
    needs: "語句かパターンのいずれかが必要です。", changed: (name: string) => `「${name}」を下書きで変更しました`, added: (name: string) => `「${name}」を下書きに追加しました`, removed: (name: string) => `「${name}」を下書きから削除しました`, remove: "削除", removeOf: (name: string) => `${name} を削除`, changeOf: (name: string) => `${name} を変更`, taken: "同じ名前の種別があります。", yaml: "ポリシーの全文を見る", inForceOnly: "適用後に「検出を試す」で確認できます。",
  },
});
