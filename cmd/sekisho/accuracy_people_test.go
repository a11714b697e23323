package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// invention is what persons are put together from, by language.
type invention struct {
	surnames, givenNames, places map[string][]string
	// phones, births and houses are written in these ways: {4} is four digits, {m} four
	// that don't begin with 0; years, months and days are %[1]d, %[2]d and %[3]d, years
	// of Shōwa %[4]d.
	phones, births, houses map[string][]string
	englishNames           []string // %[1]s is the given name, %[2]s the surname, %[3]s a capital
	// surnameFirst is what stands between surname and given name in the languages of continental Europe where
	// the surname comes first; empty where it doesn't.
	surnameFirst string
	mobiles      bool // numbers are those of mobiles
	// settled puts an address right that its country doesn't write so, if it isn't nil.
	settled func(address string) string
}

var inventions = map[set]invention{tuning: tuningInvention, seen: seenInvention, judging: judgingInvention}

var tuningInvention = invention{
	surnames: map[string][]string{
		"ja": strings.Fields("伊藤 中村 加藤 山田 井上 清水 池田 山崎 西村 久保田 桑原 関 牧野 早乙女"),
		"en": strings.Fields("Taylor Evans Schwartz Ramirez Petrov Fitzgerald Banerjee"),
		"zh": strings.Fields("马 胡 郭 高 郑 上官"), "tw": strings.Fields("林 張 蔡 楊 鄭"),
		"ko": strings.Fields("오 신 황 송 홍"),
		"de": strings.Fields("Schäfer Krüger Vogel"), "fr": strings.Fields("Moreau Bonnet Dupuis"),
		"es": {"Fernández Ruiz", "Romero Vidal"}, "it": strings.Fields("Bianchi Ricci Conti"),
		"pt": {"Oliveira Santos", "Almeida Costa"}, "hi": strings.Fields("वर्मा सिंह"),
	},
	givenNames: map[string][]string{
		"ja": strings.Fields("裕子 和也 蓮 悠真 浩二 俊介 正樹 奈々 智子 慎之介"),
		"en": strings.Fields("Jennifer Susan Yuki Nadia Grace Aisha Rachel Ingrid"),
		"zh": strings.Fields("俊杰 志强 宇轩 鹏 文博"), "tw": strings.Fields("淑芬 家豪 冠宇"),
		"ko": strings.Fields("하은 유진 채원 미경 소라"),
		"de": strings.Fields("Jonas Stefan Felix"), "fr": strings.Fields("Antoine Julien Thierry"),
		"es": strings.Fields("Javier Álvaro"), "it": strings.Fields("Matteo Lorenzo"),
		"pt": strings.Fields("João Rafael"), "hi": strings.Fields("प्रिया सुनीता"),
	},
	places: map[string][]string{
		"ja": strings.Fields("埼玉県さいたま市大宮区見本町 兵庫県神戸市中央区仮之町 沖縄県那覇市試泊 千葉県浦安市見本"),
		"en": {"Made-Up Blvd Apt 5B, Denver, CO 80202", "Unreal Court, Unit 12, Tampa, FL 33602"},
		"zh": strings.Fields("四川省成都市武侯区示范路 湖北省武汉市洪山区模拟街"),
		"ko": {"대구광역시 수성구 가상로12길", "대전광역시 유성구 시험로"},
	},
	phones: map[string][]string{
		"ja": {"090 {m} {4}", "(045){3}-{4}", "0422-{2}-{4}"}, "zh": {"+86 135{m}{4}"}, "ko": {"02-{3}-{4}"},
		"en": {"+44 7700 900{3}", "+1 (813) 555-01{2}"},
	},
	births: map[string][]string{
		"ja": {"S%[4]d.%[2]d.%[3]d", "%[1]d.%02[2]d.%02[3]d"}, "zh": {"%[1]d.%02[2]d.%02[3]d"},
		"ko": {"%[1]d년 %[2]d월 %[3]d일"}, "en": {"%[5]s %[3]d, %[1]d"},
	},
	houses: map[string][]string{
		"ja": {"〒{3}-{4} %[1]s%[2]d-%[3]d-%[4]d", "%[1]s%[2]d-%[3]d-%[4]d　架空ハイツ2階"}, "zh": {"%[1]s%[3]d号%[2]d栋{3}室"},
		"ko": {"%[1]s %[3]d, 10%[2]d동 {3}호"}, "en": {"%[3]d %[1]s"},
	},
	englishNames: []string{"%[2]s, %[1]s"},
}

var seenInvention = invention{
	surnames: map[string][]string{
		"ja": strings.Fields("田中 山本 小林 吉田 松本 木村 阿部 橋本 藤原 菅原 服部 辻 原 九条 喜屋武"),
		"en": strings.Fields("Brown Wilson Murphy Nakamura Abdullah McDonald Osei Vance"),
		"zh": strings.Fields("孙 朱 林 何 罗 诸葛"), "tw": strings.Fields("陳 黃 吳 劉 許"),
		"ko": strings.Fields("한 서 권 안 류 남궁"),
		"de": strings.Fields("Müller Hofmann Weiß"), "fr": strings.Fields("Lefèvre Girard Roux"),
		"es": {"García López", "Iglesias Peña"}, "it": strings.Fields("Rossi Esposito Gallo"),
		"pt": {"da Silva", "Pereira"}, "hi": strings.Fields("शर्मा गुप्ता"),
	},
	givenNames: map[string][]string{
		"ja": strings.Fields("誠 学 千尋 結衣 美穂 久美子 彩香 ひなた 啓介 凛 すみれ"),
		"en": strings.Fields("Michael William Ahmed Diego Thomas Henry Peter Kwame"),
		"zh": strings.Fields("婷 雪梅 欣怡 桂英 佳琪"), "tw": strings.Fields("志明 雅婷 怡君"),
		"ko": strings.Fields("예준 시우 건우 영수 태현"),
		"de": strings.Fields("Lena Katharina Ute"), "fr": strings.Fields("Camille Élodie Margaux"),
		"es": strings.Fields("Lucía Carmen"), "it": strings.Fields("Giulia Chiara"),
		"pt": strings.Fields("Beatriz Larissa"), "hi": strings.Fields("राहुल अनिल"),
	},
	places: map[string][]string{
		"ja": strings.Fields("東京都世田谷区架空台 京都府京都市左京区例ノ木町 宮城県仙台市青葉区無名坂 長野県松本市大字仮里 岐阜県多治見市空町 鹿児島県鹿児島市仮屋"),
		"en": {"Invented Close, Leeds LS1 4ZZ", "Imaginary Street, Fitzroy VIC 3065", "Pretend Terrace, Bristol BS1 9ZZ", "Fictive Ave #310, San Jose, CA 95110", "Notional Drive, Boise, ID 83702-{4}"},
		"zh": strings.Fields("江苏省南京市鼓楼区虚拟街道 广东省深圳市南山区样例大道 陕西省西安市雁塔区空想路 天津市和平区样板道"),
		"ko": {"인천광역시 남동구 견본대로", "경기도 수원시 영통구 모의로", "강원특별자치도 춘천시 예제로", "제주특별자치도 제주시 모형길"},
	},
	phones: map[string][]string{
		"ja": {"080{m}{4}", "03-{m}-{4}", "+81-70-{m}-{4}", "０９０－{m}－{4}", "052({3}){4}"}, "zh": {"177 {m} {4}", "010-8{3}{4}", "0571-8{3}{4}", "191-{m}-{4}"},
		"ko": {"010 {m} {4}", "+82-10-{m}-{4}", "010.{m}.{4}", "031-{3}-{4}"},
		"en": {"07700 900{3}", "303-555-01{2}", "208.555.01{2}", "(408) 555 01{2}", "+44 (0)20 7946 0{3}"},
	},
	births: map[string][]string{
		"ja": {"昭和%[4]d年%[2]d月%[3]d日", "昭%[4]d.%[2]d.%[3]d", "%[1]d/%[2]d/%[3]d", "%[1]d年%02[2]d月%02[3]d日生"}, "zh": {"%[1]d/%[2]d/%[3]d", "%[1]d/%02[2]d/%02[3]d", "%[1]d%02[2]d%02[3]d"},
		"ko": {"%[1]d.%02[2]d.%02[3]d", "%[1]d. %[2]d. %[3]d."}, "en": {"%[3]d %[5]s %[1]d", "%[1]d-%02[2]d-%02[3]d", "%02[3]d-%[5]s-%[1]d"},
	},
	houses: map[string][]string{
		"ja": {"%[1]s%[2]d丁目%[3]d番%[4]d号", "%[1]s%[2]d-%[3]d-%[4]d コーポ見本{3}", "%[1]s%[3]d番地%[4]d"}, "zh": {"%[1]s%[3]d号", "%[1]s%[3]d弄%[2]d号{3}室"},
		"ko": {"%[1]s %[3]d", "%[1]s %[3]d (모의아파트) {3}호"}, "en": {"%[3]d %[1]s"},
	},
	englishNames: []string{"%[1]s %[2]s", "%[1]s %[3]s. %[2]s", "Dr %[1]s %[2]s"},
}

// newPersonOf invents a person of a set.
func newPersonOf(s set, r *rand.Rand, lang string) person {
	if s == tuning && r.IntN(2) == 0 {
		return newPerson(r, lang)
	}
	return inventions[s].person(r, lang)
}

// oneOrder has all English names in one of the ways to write them, as a document has:
// otherwise it could name one person in two.
func (v invention) oneOrder(r *rand.Rand) invention {
	v.englishNames = []string{pick(r, v.englishNames)}
	return v
}

func (v invention) person(r *rand.Rand, lang string) person {
	l := spoken(lang)
	p := person{name: v.name(r, lang), phone: filled(r, pick(r, v.phones[l])), birth: v.birth(r, l)}
	p.address = filled(r, fmt.Sprintf(pick(r, v.houses[l]), pick(r, v.places[l]), between(r, 1, 6), between(r, 1, 40), between(r, 1, 20)))
	if v.mobiles {
		p.phone = mobileOf(p.phone, l)
	}
	if v.settled != nil {
		p.address = v.settled(p.address)
	}
	p.email = fmt.Sprintf("%s%s%s@%s", draw(r, between(r, 1, 3), lowerCase), pick(r, []string{".", "_", "-"}), draw(r, between(r, 4, 9), lowerCase), pick(r, []string{"corp.example.co.jp", "example.net", "sub.example.com", "kaisha.example"}))
	return p
}

func (v invention) name(r *rand.Rand, lang string) string {
	if v.surnames[lang] == nil {
		lang = spoken(lang)
	}
	family, given := pick(r, v.surnames[lang]), pick(r, v.givenNames[lang])
	switch lang {
	case "ja":
		return family + joint(r, "ja") + given
	case "zh", "tw", "ko":
		return family + given
	case "en":
		return fmt.Sprintf(pick(r, v.englishNames), given, family, draw(r, 1, capitals))
	}
	if v.surnameFirst != "" {
		return family + v.surnameFirst + given
	}
	return given + " " + family
}

// birth writes the day of someone born in the years of Shōwa, or in any.
func (v invention) birth(r *rand.Rand, lang string) string {
	y, m, d := dayOf(r)
	format := pick(r, v.births[lang])
	if strings.Contains(format, "[4]") && y > 1988 {
		y -= 20
	}
	month := strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")[m-1]
	return fmt.Sprintf(format, y, m, d, y-1925, month)
}

// filled puts digits into a text's {1} to {12} and {m}.
func filled(r *rand.Rand, text string) string {
	for n := 1; n <= 12; n++ {
		for mark := fmt.Sprintf("{%d}", n); strings.Contains(text, mark); {
			text = strings.Replace(text, mark, digits(r, n), 1)
		}
	}
	return strings.ReplaceAll(text, "{m}", fmt.Sprint(between(r, 2000, 9999)))
}

// wide writes digits in full width, as Japanese forms filled in by hand have them.
func wide(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' {
			return c + '０' - '0'
		}
		if c == '-' {
			return '－'
		}
		return c
	}, s)
}
