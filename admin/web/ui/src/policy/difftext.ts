import { words } from "../i18n.ts";

export const text = words({
  en: {
    byRule: "Rule by rule", byLine: "Line by line", same: "Nothing differs.", kinds: { added: "New", removed: "Removed", changed: "Changed", moved: "Moved", affected: "By its groups" } as Record<string, string>,
    place: (from: number, to: number) => `from place ${from} to ${to}`, other: "Groups, own classes, default", field: "Field", was: "Was", is: "Becomes", nothing: "–", groups: "Groups that change:", errors: "The policy can't be read:", line: "Line", old: "Before", fresh: "After",
  },
  ja: {
    byRule: "ルール単位", byLine: "行単位", same: "差分はありません。", kinds: { added: "新規", removed: "削除", changed: "変更", moved: "移動", affected: "グループの変更" } as Record<string, string>,
    place: (from: number, to: number) => `${from} 番目から ${to} 番目へ`, other: "グループ、独自の種別、既定の処理", field: "項目", was: "変更前", is: "変更後", nothing: "–", groups: "変更されるグループ:", errors: "ポリシーを解釈できません:", line: "行", old: "変更前", fresh: "変更後",
  },
});
