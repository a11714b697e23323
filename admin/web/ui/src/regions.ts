// Names of continents and regions by their codes (UN M49), which browsers don't all know.
import { words } from "./i18n.ts";

export const regions = words<Record<string, string>>({
  en: {
    "002": "Africa", "015": "Northern Africa", "011": "Western Africa", "017": "Middle Africa", "014": "Eastern Africa", "018": "Southern Africa",
    "003": "North America", "021": "Northern America", "013": "Central America", "029": "Caribbean", "005": "South America",
    "010": "Antarctica", "142": "Asia", "030": "Eastern Asia", "035": "South-eastern Asia", "034": "Southern Asia", "143": "Central Asia", "145": "Western Asia",
    "150": "Europe", "154": "Northern Europe", "155": "Western Europe", "151": "Eastern Europe", "039": "Southern Europe",
    "009": "Oceania", "053": "Australia and New Zealand", "054": "Melanesia", "057": "Micronesia", "061": "Polynesia",
  },
  ja: {
    "002": "アフリカ", "015": "北アフリカ", "011": "西アフリカ", "017": "中部アフリカ", "014": "東アフリカ", "018": "南部アフリカ",
    "003": "北アメリカ", "021": "北米", "013": "中央アメリカ", "029": "カリブ海地域", "005": "南アメリカ",
    "010": "南極", "142": "アジア", "030": "東アジア", "035": "東南アジア", "034": "南アジア", "143": "中央アジア", "145": "西アジア",
    "150": "ヨーロッパ", "154": "北ヨーロッパ", "155": "西ヨーロッパ", "151": "東ヨーロッパ", "039": "南ヨーロッパ",
    "009": "オセアニア", "053": "オーストラリア・ニュージーランド", "054": "メラネシア", "057": "ミクロネシア", "061": "ポリネシア",
  },
});
