import { words } from "../../i18n.ts";

export const text = words({
  en: {
    title: "Jurisdictions", lead: "Groups of jurisdictions and of networks, by the names that rules use. They are part of the policy: a change begins a draft.", jurisdictions: "Groups of jurisdictions", networks: "Groups of networks", add: "Add a group", name: "Name", nameHint: "Lower-case letters, digits, hyphens.", entries: "Has", usedBy: "Used by", unused: "no rule", choose: "Choose…", rename: "Rename", remove: "Remove", removed: (n: string) => `${n} is removed`, renamed: "Renamed; rules follow", changed: (n: string) => `${n} is changed`, added: (n: string) => `${n} is added`, shipped: "Proposed", shippedHint: "Groups that ship with the appliance. Take one over, then make it your own.", take: "Take over", have: "In the policy", prefixes: "Prefixes", prefixesHint: "Such as 10.10.0.0/24 or fd00:10::/64.", more: (n: number) => `and ${n} more`, empty: "No group of this kind", emptyHint: "Rules can also name jurisdictions and prefixes themselves.", moreFor: (n: string) => `More for ${n}`,
  },
  ja: {
    title: "法域", lead: "ルールで使う法域とネットワークのグループです。ポリシーの一部であり、変更すると下書きが作成されます。", jurisdictions: "法域のグループ", networks: "ネットワークのグループ", add: "グループを追加", name: "名前", nameHint: "英小文字、数字、ハイフンを使えます。", entries: "内容", usedBy: "使用するルール", unused: "なし", choose: "選択…", rename: "名前を変更", remove: "削除", removed: (n: string) => `${n} を削除しました`, renamed: "名前を変更し、ルールにも反映しました", changed: (n: string) => `${n} を変更しました`, added: (n: string) => `${n} を追加しました`, shipped: "用意されたグループ", shippedHint: "装置に付属するグループです。取り込んでから自社向けに変更できます。", take: "取り込む", have: "取り込み済み", prefixes: "プレフィックス", prefixesHint: "例: 10.10.0.0/24、fd00:10::/64", more: (n: number) => `ほか ${n} 件`, empty: "グループはありません", emptyHint: "ルールに法域やプレフィックスを直接指定することもできます。", moreFor: (n: string) => `${n} のその他の操作`,
  },
});
