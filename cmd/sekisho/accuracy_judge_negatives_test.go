package main

import (
	"fmt"
	"math/rand/v2"
)

// judgingNegatives look as if they carried what they don't.
var judgingNegatives = []negative{
	{"price list", "kakaku.csv", priceList},
	{"delivery notes", "nouhin.txt", deliveryNote},
	{"application numbers", "uketsuke.csv", applicationNumbers},
	{"budget", "yosan.csv", budget},
	{"meeting invitation", "invite.ics", meetingInvitation},
	{"product keys", "licence.txt", softwareLicences},
	{"job timings", "cron.log", jobTimings},
	{"vehicle log", "unko.csv", vehicleLog},
	{"weather report", "tenki.txt", weatherReport},
	{"journal entries", "shiwake.csv", journalEntries},
	{"schedule", "yotei.csv", scheduleOfDays},
	{"totals by age", "nenrei.csv", totalsByAge},
	{"cases in a table", "case.html", caseTable},
	{"exam results by number", "goukaku.txt", examNumbers},
	{"schema of a database", "schema.sql", databaseSchema},
	{"statement of accounts", "kessan.txt", accountsStatement},
	{"postal codes", "yubin.csv", postalCodes},
}

func priceList(r *rand.Rand, _ truth) string {
	return "商品コード,商品名,定価,JAN,発売日\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,見本ノート%s,%d,%s,2026/%02d/%02d", anyValid(r), draw(r, 1, capitals), between(r, 10, 90)*10, "49"+digits(r, 11), between(r, 1, 12), between(r, 1, 28))
	})
}

func deliveryNote(r *rand.Rand, _ truth) string {
	return fmt.Sprintf("納　品　書　　No.%s\n納品日　2026年11月%d日\n受注番号　%s\n", digits(r, 8), between(r, 1, 28), anyValid(r)) + lines(r, 2, 12, func() string {
		return fmt.Sprintf("%s　%s　%d　%d　%d", digits(r, 13), pick(r, []string{"ボルト", "ケーブル", "封筒", "ねじ"}), between(r, 1, 90), between(r, 10, 900), between(r, 1000, 90000))
	})
}

func applicationNumbers(r *rand.Rand, _ truth) string {
	return pick(r, []string{"受理番号,受付日,処理状況,担当課\n", "Application ID,Received,Status,Desk\n", "受理编号,受理日期,状态,科室\n", "접수번호,접수일,상태,담당\n"}) + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,2026-%02d-%02d,%s,%d", anyValid(r), between(r, 1, 11), between(r, 1, 28), pick(r, []string{"OK", "NG", "-"}), r.IntN(20))
	})
}

func budget(r *rand.Rand, _ truth) string {
	return "科目コード,科目,予算額,執行額,残額\n" + lines(r, 5, 30, func() string {
		return fmt.Sprintf("%s,%s,%d,%d,%d", digits(r, 7), pick(r, []string{"旅費", "消耗品費", "通信費", "委託料"}), between(r, 1000000, 99999999), between(r, 1000000, 9999999), between(r, 1000000, 9999999))
	})
}

func meetingInvitation(r *rand.Rand, _ truth) string {
	return fmt.Sprintf("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//calendar//EN\r\nBEGIN:VEVENT\r\nUID:%s-%s\r\nDTSTAMP:202611%02dT010203Z\r\nDTSTART:20261201T013000Z\r\nDTEND:20261201T023000Z\r\nSUMMARY:%s\r\nLOCATION:%s\r\nDESCRIPTION:No. %s\\nFolder %s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		draw(r, 12, alnum), digits(r, 8), between(r, 1, 28), pick(r, []string{"定例会議", "Weekly sync", "周例会", "주간 회의"}), pick(r, []string{"第2会議室", "Room 4", "线上"}), anyValid(r), digits(r, 6))
}

// softwareLicences are keys that a maker prints, under the words for them.
func softwareLicences(r *rand.Rand, _ truth) string {
	return lines(r, 2, 10, func() string {
		return fmt.Sprintf(pick(r, []string{"製品ID: %s-%s-%s  台数 %d", "Product ID %s-%s-%s, %d seats", "产品编号 %s-%s-%s 共%d份"}), digits(r, 5), digits(r, 5), digits(r, 5), between(r, 1, 99))
	})
}

func jobTimings(r *rand.Rand, _ truth) string {
	return lines(r, 10, 60, func() string {
		return fmt.Sprintf("2026-11-22 03:%02d:%02d job=%s pid=%d rows=%d bytes=%s checksum=%s status=ok", r.IntN(60), r.IntN(60), pick(r, []string{"backup", "import", "rotate"}), r.IntN(99999), r.IntN(1e7), digits(r, 11), anyValid(r))
	})
}

func vehicleLog(r *rand.Rand, _ truth) string {
	return "車両番号,運行日,出庫,帰庫,走行距離,給油量,運行番号\n" + lines(r, 5, 30, func() string {
		return fmt.Sprintf("%s,2026/11/%02d,08:%02d,17:%02d,%d,%.1f,%s", digits(r, 4), between(r, 1, 28), r.IntN(60), r.IntN(60), between(r, 10, 400), 60*r.Float64(), anyValid(r))
	})
}

func weatherReport(r *rand.Rand, _ truth) string {
	return lines(r, 5, 20, func() string {
		return fmt.Sprintf(pick(r, []string{"%s地方 %d日 晴れ時々曇り 最高気温%d度 降水確率%d%%", "%s: day %d, high %d, chance of rain %d%%"}), pick(r, []string{"石川", "福島", "山口", "千葉", "長野"}), between(r, 1, 28), between(r, 5, 30), between(r, 0, 10)*10)
	})
}

func journalEntries(r *rand.Rand, _ truth) string {
	return "伝票番号,計上日,借方勘定,借方補助,金額,貸方勘定,貸方補助,摘要\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,2026/11/%02d,普通預金,%s,%d,売上高,%s,入金 %s", digits(r, 6), between(r, 1, 28), digits(r, 4), between(r, 1000000, 9999999), digits(r, 4), digits(r, 7))
	})
}

func scheduleOfDays(r *rand.Rand, _ truth) string {
	return pick(r, []string{"開始日,終了日,件名,場所\n", "Start,End,Subject,Location\n", "开始日期,结束日期,主题,地点\n", "시작일,종료일,제목,장소\n"}) + lines(r, 4, 30, func() string {
		d := between(r, 1, 27)
		return fmt.Sprintf("2026/12/%02d,2026/12/%02d,%s,%s", d, d+1, pick(r, []string{"棚卸", "Stocktaking", "盘点", "재고 조사", "誕生日会（社内）"}), pick(r, []string{"倉庫", "Room 2", "仓库", "창고"}))
	})
}

func totalsByAge(r *rand.Rand, _ truth) string {
	return "年齢階級,男,女,計\n" + lines(r, 5, 15, func() string {
		a := between(r, 0, 9) * 10
		return fmt.Sprintf("%d～%d歳,%s,%s,%s", a, a+9, digits(r, 7), digits(r, 7), digits(r, 8))
	})
}

func caseTable(r *rand.Rand, _ truth) string {
	return "<table><tr><th>案件番号</th><th>見積番号</th><th>受注額</th><th>担当部署</th></tr>\n" + lines(r, 4, 30, func() string {
		return fmt.Sprintf("<tr><td>%s</td><td>%s</td><td>%d</td><td>営業%d課</td></tr>", anyValid(r), anyValid(r), between(r, 1000000, 99999999), between(r, 1, 9))
	}) + "</table>\n"
}

// examNumbers are published without names.
func examNumbers(r *rand.Rand, _ truth) string {
	return pick(r, []string{"合格者受験番号一覧\n", "Candidates who passed, by number\n", "合格考生考号\n", "합격자 수험번호\n"}) + lines(r, 5, 40, func() string {
		return digits(r, 7) + "  " + digits(r, 7) + "  " + digits(r, 7) + "  " + digits(r, 7)
	})
}

// databaseSchema names columns, and gives some a value where none is stated.
func databaseSchema(r *rand.Rand, _ truth) string {
	s := "CREATE TABLE members (\n  id BIGINT PRIMARY KEY,\n"
	for range between(r, 4, 12) {
		k := pick(r, append(append([]kind{}, kinds...), traits...))
		s += "  " + pick(r, k.keys) + pick(r, []string{" VARCHAR(40) NOT NULL", " CHAR(12) DEFAULT '000000000000'", " DATE DEFAULT '1970-01-01'", " TEXT CHECK (length(id) > 0)"}) + ",\n"
	}
	return s + "  updated_at TIMESTAMP\n);\n"
}

// accountsStatement is in thousands.
func accountsStatement(r *rand.Rand, _ truth) string {
	return pick(r, []string{"貸借対照表（単位：千円）\n", "Balance sheet (thousands)\n", "资产负债表（千元）\n"}) + lines(r, 6, 20, func() string {
		return fmt.Sprintf("%s    %d    %d", pick(r, []string{"現金及び預金", "普通預金", "売掛金", "Receivables", "固定资产", "借入金"}), between(r, 1000000, 9999999), between(r, 1000000, 9999999))
	})
}

// postalCodes are of towns, at which nobody in particular lives.
func postalCodes(r *rand.Rand, t truth) string {
	t.doubt["pii.address"] = true
	return "郵便番号,都道府県,市区町村,町域,コード\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,%s,%s,%s,%s", digits(r, 7), pick(r, []string{"石川県", "福島県", "長野県", "山口県"}), pick(r, []string{"見本市", "架空郡例町"}), pick(r, []string{"本町", "森", "林崎", "原"}), digits(r, 5))
	})
}
