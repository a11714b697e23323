package main

import (
	"fmt"
	"math/rand/v2"
	"mime/quotedprintable"
	"strings"
)

// judgingSentences have %[1]s for the label and %[2]s for the value.
var judgingSentences = map[string][]string{
	"ja": {"添付の書類から転記しました。%[1]sは %[2]s で間違いありませんか。", "なお、%[1]s：%[2]s にて登録済みです。", "%[1]sが変わりましたのでお知らせします（新：%[2]s）。", "至急、%[1]s %[2]s の照会をお願いいたします。",
		"伺っている%[1]sは「%[2]s」でございます。", "%[1]s欄には%[2]sと記入してください。"},
	"en": {"I've put %[2]s down as the %[1]s on the form.", "The %[1]s we have on file is %[2]s; is that still current?", "%[1]s on record: %[2]s", "Can you run a check on %[1]s %[2]s?", "Sorry, the right %[1]s should be %[2]s, not the one I sent.", "%[1]s – %[2]s"},
	"zh": {"麻烦确认一下，%[1]s为%[2]s，对吗？", "已按%[1]s %[2]s办理登记。", "补充资料：%[1]s（%[2]s）。", "对方提供的%[1]s是：%[2]s"},
	"tw": {"請確認%[1]s為%[2]s是否正確。", "已登錄%[1]s：%[2]s。", "補件資料如下，%[1]s（%[2]s）。"},
	"ko": {"확인 부탁드립니다. %[1]s는 %[2]s 맞나요?", "%[1]s %[2]s 기준으로 처리했습니다.", "변경된 %[1]s(%[2]s)을 반영해 주세요.", "서류상 %[1]s: %[2]s"},
	"de": {"Wir haben als %[1]s %[2]s hinterlegt.", "Die korrekte %[1]s ist %[2]s, bitte ändern.", "Angaben laut Antrag: %[1]s %[2]s"},
	"fr": {"Nous avons enregistré %[2]s comme %[1]s.", "Pour rappel, %[1]s : %[2]s.", "Le %[1]s indiqué au contrat est %[2]s."},
	"es": {"Hemos registrado %[2]s como %[1]s.", "Le recuerdo el %[1]s: %[2]s.", "El %[1]s que consta en el contrato es %[2]s."},
	"it": {"Abbiamo registrato %[2]s come %[1]s.", "Le ricordo il %[1]s: %[2]s.", "Il %[1]s riportato nel contratto è %[2]s."},
	"pt": {"Registramos %[2]s como %[1]s.", "Segue o %[1]s: %[2]s.", "O %[1]s informado no contrato é %[2]s."},
	"hi": {"हमने %[1]s %[2]s दर्ज किया है।", "आवेदन में %[1]s: %[2]s है।"},
}

// judgingHonoured begins a paragraph about a person.
var judgingHonoured = map[string][]string{
	"ja": {"%sさんの入社手続きの件です。", "先ほど%s様からお電話をいただきました。", "下記のとおり、%s殿の情報を共有します。"}, "en": {"New starter: %s. ", "I spoke with Ms %s this morning. ", "Please update the file of %s. "},
	"zh": {"新员工%s的入职资料如下。", "刚接到%s先生的电话。"}, "ko": {"%s 님의 입사 서류 건입니다. ", "방금 %s 고객님과 통화했습니다. "},
}

// judgingFiller keeps what belongs to different records apart.
var judgingFiller = map[string]string{
	"ja": "平素よりお世話になっております。先週お送りした見積書の件、社内で検討しております。納期は十二月上旬の見込みで、詳細は改めてご連絡いたします。",
	"en": "Thanks for getting back to me so quickly. The quote from last week is still with our purchasing people. We expect delivery early in December and will confirm.",
	"zh": "感谢您的回复。上周的报价单仍在内部审批，预计十二月初交货，届时再与您确认。",
	"ko": "회신 감사합니다. 지난주에 보내 드린 견적서는 내부 검토 중이며 납기는 십이월 초로 예상합니다.",
}

// quotedMail has an answer above what it answers, in which the fields stand.
func quotedMail(_ *rand.Rand, t recordTable) string {
	lead := map[string]string{"ja": "2026年11月20日(金) 10:12 人事部 採用担当:", "en": "On Fri, 20 Nov 2026 at 10:12, the payroll team wrote:", "zh": "在 2026年11月20日 10:12，人事部写道：", "ko": "2026년 11월 20일 (금) 10:12, 인사팀 작성:"}[spoken(t.lang)]
	sign := map[string]string{"ja": "：", "zh": "："}[spoken(t.lang)]
	if sign == "" {
		sign = ": "
	}
	return t.filler() + "\n\n" + lead + "\n> " + t.filler() + "\n>\n" + t.fields(labelOf, ">\n", "> > %[1]s"+sign+"%[2]s\n", ">\n") + ">\n"
}

// slackExport is a channel's day: messages whose lines are fields.
func slackExport(r *rand.Rand, t recordTable) string {
	var all []any
	say := func(text string) {
		all = append(all, map[string]any{"type": "message", "user": "U0" + draw(r, 9, alnum), "ts": fmt.Sprintf("1795%06d.%06d", r.IntN(1e6), r.IntN(1e6)), "team": "T02EXAMPLE", "text": text})
	}
	say(t.filler())
	t.each(func(cells []string) {
		var lines []string
		for i, c := range t.columns {
			lines = append(lines, c.label+": "+cells[i])
		}
		say(strings.Join(lines, "\n"))
	})
	return asText(all, "    ")
}

// lineExport is a talk's history: time, who, and a sentence, with tabs between.
func lineExport(r *rand.Rand, t recordTable) string {
	s, minute := "2026/11/20(金)\n", 0
	t.each(func(cells []string) {
		for i, c := range t.columns {
			if minute += 1 + r.IntN(3); c.class != "" {
				s += fmt.Sprintf("%02d:%02d\t%s\t%s\n", 9+minute/60, minute%60, pick(r, []string{"A店", "B店"}), fmt.Sprintf(pick(r, t.sentences()), c.label, cells[i]))
			}
		}
	})
	return s
}

// interview numbers questions and answers.
func interview(_ *rand.Rand, t recordTable) string {
	ask := map[string]string{"ja": "%sをお聞かせください。", "en": "What is the %s?", "zh": "%s是什么？", "ko": "%s은(는) 무엇입니까?"}[spoken(t.lang)]
	s, n := "", 0
	t.each(func(cells []string) {
		for i, c := range t.columns {
			n++
			s += fmt.Sprintf("Q%d. "+ask+"\nA%d. %s\n", n, c.label, n, cells[i])
		}
		s += "\n"
	})
	return s
}

// roster lists who was there, each on a line of its own.
func roster(_ *rand.Rand, t recordTable) string {
	s, n := map[string]string{"ja": "議事録\n■ 参加者名簿\n", "en": "Minutes\nAttendance list\n", "zh": "会议纪要\n参会人员名单\n", "ko": "회의록\n참석자 명단\n"}[spoken(t.lang)], 0
	t.each(func(cells []string) {
		n++
		s += fmt.Sprintf("%d. %s", n, cells[t.column("pii.name")])
		for i, c := range t.columns {
			if c.class != "" && c.class != "pii.name" {
				s += "／" + birthMark(c, t.lang) + cells[i]
			}
		}
		s += "\n"
	})
	return s + t.filler() + "\n"
}

// birthMark tells a bare date to be one of birth.
func birthMark(c column, lang string) string {
	if c.class != "pii.birthdate" {
		return ""
	}
	return map[string]string{"ja": "生年月日 ", "en": "born ", "zh": "出生 ", "ko": "생년월일 "}[spoken(lang)]
}

// quotedCards are vCards as older telephones export them: version 2.1, whose letters
// outside ASCII are quoted-printable.
func quotedCards(_ *rand.Rand, t recordTable) string {
	properties := map[string]string{"pii.name": "FN", "pii.phone": "TEL;CELL", "pii.email": "EMAIL;INTERNET", "pii.birthdate": "BDAY", "pii.address": "ADR;HOME"}
	var b strings.Builder
	t.each(func(cells []string) {
		b.WriteString("BEGIN:VCARD\r\nVERSION:2.1\r\n")
		for i, c := range t.columns {
			value := cells[i]
			if c.class == "pii.address" {
				value = ";;" + value + ";;;;"
			}
			if p := properties[c.class]; p != "" && isASCII(value) {
				b.WriteString(p + ":" + value + "\r\n")
			} else if p != "" {
				b.WriteString(p + ";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quotedPrintable(value) + "\r\n")
			}
		}
		b.WriteString("END:VCARD\r\n")
	})
	return b.String()
}

func isASCII(s string) bool { return strings.IndexFunc(s, func(c rune) bool { return c >= 0x80 }) < 0 }

func quotedPrintable(s string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	_, err := w.Write([]byte(s))
	must0(err)
	must0(w.Close())
	return b.String()
}

// mailFooter is the block under a business mail.
func mailFooter(r *rand.Rand, t recordTable) string {
	rule := pick(r, []string{"━━━━━━━━━━━━━━━━━━━━", "--------------------------------", "*************************", "＝＝＝＝＝＝＝＝＝＝＝＝"})
	marks := map[string]string{"pii.phone": "Mobile：", "pii.email": "Mail：", "pii.address": "", "pii.birthdate": "DOB: "}
	s := ""
	t.each(func(cells []string) {
		s += t.filler() + "\n" + rule + "\n" + cells[t.column("pii.name")] + "\n"
		for i, c := range t.columns {
			if mark, known := marks[c.class]; known {
				s += mark + cells[i] + "\n"
			}
		}
		s += rule + "\n\n"
	})
	return s
}
