package main

import (
	"fmt"
	"math/rand/v2"
)

// seenNumbers are harmless texts whose numbers are right by their check digits, or look
// like identifiers, where a reader sees from the words that they are something else.
var seenNumbers = []negative{
	{"coupons", "coupon.txt", coupons},
	{"policies", "shoken.csv", policies},
	{"telemetry", "telemetry.json", telemetry},
	{"serial numbers", "serials.tsv", serials},
	{"bookings", "itinerary.txt", bookings},
	{"acronyms in another sense", "notes.txt", otherAcronyms},
	{"judgments and issues", "kanpo.txt", datedIssues},
	{"places without a house", "regions.csv", regions},
	{"support lines", "support.txt", supportLines},
	{"goods by code", "shohin.csv", goods},
}

func coupons(r *rand.Rand, _ truth) string {
	return lines(r, 2, 10, func() string {
		return fmt.Sprintf(pick(r, []string{"クーポンコード：%s（2026年12月31日まで）", "Gift code %s, valid once.", "兑换码：%s", "쿠폰번호: %s", "Gutscheincode %s", "シリアルコード %s を入力してください。"}), anyValid(r))
	})
}

func policies(r *rand.Rand, _ truth) string {
	return "証券番号,契約日,満期日,保険料\n" + lines(r, 3, 25, func() string {
		y, m, d := dayOf(r)
		return fmt.Sprintf("%s,%d/%02d/%02d,2031/03/31,%d", anyValid(r), y, m, d, r.IntN(90000))
	})
}

func telemetry(r *rand.Rand, _ truth) string {
	return lines(r, 5, 40, func() string {
		return fmt.Sprintf(`{"deviceId":%q,"seq":%s,"uptime":%s,"free":%s,"gw":"198.51.100.%d"}`, luhnEnd("4"+digits(r, 14)), anyDigits(r), digits(r, 10), digits(r, 9), r.IntN(250))
	})
}

// anyDigits is a valid number without its signs, where it has digits only.
func anyDigits(r *rand.Rand) string {
	return pick(r, []func(r *rand.Rand) string{corporateNumber, driversLicense, insured, bankAccount})(r)
}

// serials are formed like numbers of passports and cards.
func serials(r *rand.Rand, _ truth) string {
	return "型式\t製造番号\t認証番号\t出荷\n" + lines(r, 3, 30, func() string {
		return fmt.Sprintf("PX-%s\t%s\t%s\t2026/11/%02d", digits(r, 3), passportNumber(r), residenceCard(r), between(r, 1, 28))
	})
}

func bookings(r *rand.Rand, _ truth) string {
	return lines(r, 2, 8, func() string {
		return fmt.Sprintf(pick(r, []string{"予約番号 %[1]s　羽田 10:05 発 NH%[2]s 便", "Booking reference %[1]s, flight XY%[2]s, seat 12A", "订单号 %[1]s，航班 XY%[2]s", "예약번호 %[1]s, 편명 XY%[2]s"}), pick(r, []string{passportNumber(r), anyValid(r)}), digits(r, 4))
	})
}

func otherAcronyms(r *rand.Rand, _ truth) string {
	return lines(r, 2, 8, func() string {
		return fmt.Sprintf(pick(r, []string{
			"DNI (direct normal irradiance) counter reading %[1]s Wh/m2",
			"The NIR (near infrared) scan is stored as frame %[2]s.",
			"Hull SSN-774, drawing sheet %[3]s of the boat",
			"CF card slot 2, firmware build %[4]s",
			"Run PAN (personal area network) test no. %[5]s again",
		}), fmt.Sprint(between(r, 10000000, 99999999)), nir(r), ssn(r), digits(r, 11), luhnEnd("4"+digits(r, 14)))
	})
}

func datedIssues(r *rand.Rand, _ truth) string {
	return lines(r, 3, 15, func() string {
		y, m, d := dayOf(r)
		return fmt.Sprintf(pick(r, []string{"最高裁 昭和%[1]d年%[2]d月%[3]d日判決 第%[4]s号", "官報 第%[4]s号（昭和%[1]d年%[2]d月%[3]d日発行）", "規格 JIS B %[4]s:%[5]d 制定 %[5]d年%[2]d月%[3]d日"}), max(1, y-1945), m, d, digits(r, 4), y)
	})
}

func regions(r *rand.Rand, _ truth) string {
	return "地域,面積(km2),世帯数,店舗コード\n" + lines(r, 5, 30, func() string {
		return fmt.Sprintf("%s,%d.%s,%s,%s", pick(r, []string{"東京都世田谷区", "京都府京都市左京区", "長野県松本市", "宮城県仙台市青葉区", "大阪府堺市"}), r.IntN(900), digits(r, 2), digits(r, 6), digits(r, 7))
	})
}

// supportLines has numbers that everybody may call, which count as telephone numbers or
// not, as one likes.
func supportLines(r *rand.Rand, t truth) string {
	t.doubt["pii.phone"] = true
	return lines(r, 1, 5, func() string {
		return fmt.Sprintf(pick(r, []string{"お問い合わせ窓口 0120-%[1]s-%[2]s（平日9時～17時）受付番号 %[3]s", "Helpdesk 0800 %[1]s %[2]s, quote case %[3]s", "客服热线 400-%[1]s-%[2]s，工单 %[3]s", "고객센터 1588-%[2]s 접수번호 %[3]s"}), digits(r, 3), digits(r, 4), anyValid(r))
	})
}

func goods(r *rand.Rand, _ truth) string {
	return pick(r, []string{"商品コード,品名,単価", "SKU,Item,Price", "货号,品名,单价", "상품코드,품명,단가"}) + "\n" + lines(r, 4, 40, func() string {
		return fmt.Sprintf("%s,%s,%d", anyValid(r), pick(r, []string{"ボルト", "Washer", "轴承", "나사"}), r.IntN(9000))
	})
}
