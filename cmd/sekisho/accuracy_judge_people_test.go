package main

import (
	"maps"
	"regexp"
	"strings"
)

var judgingInvention = invention{
	surnames: map[string][]string{
		"ja": strings.Fields("坂本 青木 福田 太田 岡田 竹内 金子 和田 中野 小川 後藤 近藤 石井 遠藤 西田 丸山 大野 平野 水野 杉山 柴田 星野 安藤 大島 比嘉 神田 武藤 三宅 的場 勅使河原"),
		"en": strings.Fields("Jones Davies Walker Robinson Wright Thompson Hughes Edwards Green Hall Reyes Kapoor Ivanova Mbeki Sato Lindgren Castillo MacLeod O'Connor Chen"),
		"zh": strings.Fields("徐 马 谢 韩 唐 冯 曹 彭 曾 肖 令狐"), "tw": strings.Fields("王 李 謝 郭 洪 曾"),
		"ko": strings.Fields("전 고 문 양 손 배 백 허 심 선우"),
		"de": strings.Fields("Becker Wagner Zimmermann Köhler"), "fr": strings.Fields("Fournier Mercier Chevalier Lambert"),
		"es": {"Martínez Gil", "Navarro Ortega", "Torres Molina"}, "it": strings.Fields("Ferrari Colombo Marino Greco"),
		"pt": {"Souza Lima", "Ferreira Alves", "Rodrigues"}, "hi": strings.Fields("यादव मिश्रा पटेल"),
	},
	givenNames: map[string][]string{
		"ja": strings.Fields("翔 大和 悠人 颯太 陸 健太 聡 博 茂 勝 優子 明美 直美 愛 葵 七海 美和 恵子 幸子 朋美 かおり みゆき つばさ 裕 和夫 正 亮"),
		"en": strings.Fields("John David Richard Charles Laura Sarah Karen Lisa Emily Sofia Omar Hannah Mei Ivan Amara Noah Lucy Kenji Elena Samuel"),
		"zh": strings.Fields("磊 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 梓萱 思远 晓东"), "tw": strings.Fields("俊傑 美玲 淑惠 承翰"),
		"ko": strings.Fields("서준 주원 준서 지호 민서 하윤 지민 정숙 영희 성호"),
		"de": strings.Fields("Anna Thomas Sabine Lukas"), "fr": strings.Fields("Marie Nicolas Sylvie Hugo"),
		"es": strings.Fields("María Pablo Elena Sergio"), "it": strings.Fields("Marco Francesca Luca Sara"),
		"pt": strings.Fields("Ana Pedro Juliana Lucas"), "hi": strings.Fields("अमित नेहा सुरेश"),
	},
	places: map[string][]string{
		"ja": strings.Fields("東京都港区架空台 東京都八王子市見本町 神奈川県川崎市中原区例田 埼玉県川口市仮町 千葉県船橋市試町 大阪府堺市堺区無名町 兵庫県西宮市例ヶ丘 広島県広島市中区見本通 静岡県浜松市中央区架町 新潟県新潟市中央区仮浜 熊本県熊本市中央区例水 石川県金沢市試坂 北海道旭川市見本通 岡山県倉敷市空島 三重県四日市市仮栄"),
		"en": {"Example Street, Manchester M1 9ZZ", "Specimen Road, Cambridge CB1 9ZZ", "Mock Lane, Seattle, WA 98101", "Dummy Drive, Columbus, OH 43215", "Testing Way, Suite 200, Phoenix, AZ 85004", "Model Street, Richmond VIC 3121", "Trial Avenue, Toronto, ON M5V 9Z9"},
		"zh": strings.Fields("山东省青岛市市南区虚构路 福建省厦门市思明区示范道 重庆市渝中区样例路 湖南省长沙市岳麓区模拟路 辽宁省大连市中山区例街"),
		"ko": {"서울특별시 마포구 모의로", "광주광역시 서구 예시대로", "울산광역시 남구 견본로", "경기도 고양시 일산동구 가상로", "충청남도 천안시 서북구 시험로"},
	},
	phones: map[string][]string{
		"ja": {"090-{m}-{4}", "090-{m}-{4}", "080-{m}-{4}", "070-{m}-{4}", "03-{m}-{4}", "06-{m}-{4}", "045-{3}-{4}", "0466-{2}-{4}", "090{m}{4}", "090－{m}－{4}", "(03){m}-{4}"},
		"zh": {"138{m}{4}", "139 {m} {4}", "150-{m}-{4}", "+86 188 {m} {4}", "021-6{3}{4}"},
		"ko": {"010-{m}-{4}", "010-{m}-{4}", "010{m}{4}", "02-{m}-{4}", "+82 10 {m} {4}"},
		"en": {"+1 206 555 01{2}", "(614) 555-01{2}", "602-555-01{2}", "07700 900{3}", "0161 496 0{3}", "+44 7700 900 {3}", "+1-416-555-01{2}"},
	},
	births: map[string][]string{
		"ja": {"%[1]d/%02[2]d/%02[3]d", "%[1]d年%[2]d月%[3]d日", "%[1]d-%02[2]d-%02[3]d", "昭和%[4]d年%[2]d月%[3]d日", "S%[4]d/%[2]d/%[3]d", "%[1]d%02[2]d%02[3]d"},
		"zh": {"%[1]d-%02[2]d-%02[3]d", "%[1]d年%[2]d月%[3]d日", "%[1]d.%[2]d.%[3]d", "%[1]d/%[2]d/%[3]d"},
		"ko": {"%[1]d-%02[2]d-%02[3]d", "%[1]d년 %[2]d월 %[3]d일", "%[1]d/%02[2]d/%02[3]d", "%[1]d%02[2]d%02[3]d"},
		"en": {"%02[3]d/%02[2]d/%[1]d", "%[1]d-%02[2]d-%02[3]d", "%[3]d %[5]s %[1]d", "%[5]s %[3]d, %[1]d", "%[1]d/%02[2]d/%02[3]d"},
	},
	houses: map[string][]string{
		"ja": {"%[1]s%[2]d-%[3]d-%[4]d", "%[1]s%[2]d丁目%[3]d-%[4]d", "〒{3}-{4}　%[1]s%[2]d-%[3]d-%[4]d", "%[1]s%[2]d-%[3]d-%[4]d 見本マンション{3}号室", "%[1]s%[2]d丁目%[3]d番地%[4]d", "%[1]s%[3]d-%[4]d　レジデンス例{3}"},
		"zh": {"%[1]s%[3]d号", "%[1]s%[3]d号%[2]d单元{3}室", "%[1]s%[3]d号样板小区%[4]d栋{3}"},
		"ko": {"%[1]s %[3]d", "%[1]s %[3]d, {3}호", "%[1]s %[3]d 견본아파트 10%[2]d동 {3}호"},
		"en": {"%[3]d %[1]s", "Flat %[2]d, %[3]d %[1]s"},
	},
	englishNames: []string{"%[1]s %[2]s", "%[1]s %[2]s", "%[2]s, %[1]s", "Prof. %[1]s %[2]s", "%[1]s %[3]s. %[2]s"},
	settled:      func(address string) string { return britishFlat.ReplaceAllString(address, "$2, Apt $1, ") },
}

// britishFlat is a flat before the house, in a street of America, where it is an apartment after it.
var britishFlat = regexp.MustCompile(`^Flat (\d), (\d+ \w+ (?:Lane|Drive|Way|Avenue)), (?:Suite 200, )?`)

// mobileLabel says that a number is a mobile's, landline begins one that isn't.
var (
	mobileLabel = regexp.MustCompile(`(?i)携帯|手机|mob|cell`)
	landline    = regexp.MustCompile(`^\(?0(?:[2-6]|16)`)
)

// asLabelled has names and days of birth in the order that a table's labels ask for, and mobile numbers where they do.
func (v invention) asLabelled(columns []column) invention {
	for _, c := range columns {
		if c.class == "pii.phone" && mobileLabel.MatchString(c.label+c.key) {
			v.mobiles = true
		}
		switch c.label {
		case "Apellidos y nombre":
			v.surnameFirst = ", "
		case "Nom et prénoms":
			v.surnameFirst = " "
		case "Birth date (MM/DD/YYYY)":
			v.births = maps.Clone(v.births)
			v.births["en"] = []string{"%02[2]d/%02[3]d/%[1]d"}
		}
	}
	return v
}

// mobileOf is a number in a mobile's form, with the last digits of the one that was drawn.
func mobileOf(phone, lang string) string {
	if !landline.MatchString(phone) {
		return phone
	}
	all := regexp.MustCompile(`\D`).ReplaceAllString(phone, "")
	last := all[len(all)-8:]
	return map[string]string{"ja": "090-" + last[:4] + "-" + last[4:], "zh": "139" + last, "ko": "010-" + last[:4] + "-" + last[4:], "en": "07700 900" + last[5:]}[lang]
}
