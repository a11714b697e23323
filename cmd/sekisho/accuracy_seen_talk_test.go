package main

import (
	"fmt"
	"math/rand/v2"
)

// seenSentences have %[1]s for the label and %[2]s for the value.
var seenSentences = map[string][]string{
	"ja": {"添付の書類から転記しました。%[1]sは %[2]s で間違いありませんか。", "%[1]sが変わりましたのでお知らせします（新：%[2]s）。", "伺っている%[1]sは「%[2]s」でございます。"},
	"en": {"I've put %[2]s down as the %[1]s on the form.", "%[1]s on record: %[2]s", "Sorry, the right %[1]s should be %[2]s, not the one I sent."},
	"zh": {"麻烦确认一下，%[1]s为%[2]s，对吗？", "补充资料：%[1]s（%[2]s）。"},
	"tw": {"請確認%[1]s為%[2]s是否正確。", "補件資料如下，%[1]s（%[2]s）。"},
	"ko": {"확인 부탁드립니다. %[1]s는 %[2]s 맞나요?", "변경된 %[1]s(%[2]s)을 반영해 주세요."},
	"de": {"Wir haben als %[1]s %[2]s hinterlegt.", "Angaben laut Antrag: %[1]s %[2]s"},
	"fr": {"Nous avons enregistré %[2]s comme %[1]s.", "Le %[1]s indiqué au contrat est %[2]s."},
	"es": {"Hemos registrado %[2]s como %[1]s.", "El %[1]s que consta en el contrato es %[2]s."},
	"it": {"Abbiamo registrato %[2]s come %[1]s.", "Il %[1]s riportato nel contratto è %[2]s."},
	"pt": {"Registramos %[2]s como %[1]s.", "O %[1]s informado no contrato é %[2]s."},
	"hi": {"हमने %[1]s %[2]s दर्ज किया है।"},
}

// seenHonoured begins a paragraph about a person.
var seenHonoured = map[string][]string{
	"ja": {"%sさんの入社手続きの件です。", "下記のとおり、%s殿の情報を共有します。"}, "en": {"New starter: %s. ", "Please update the file of %s. "},
	"zh": {"新员工%s的入职资料如下。"}, "ko": {"%s 님의 입사 서류 건입니다. "},
}

// seenFiller keeps what belongs to different records apart.
var seenFiller = map[string]string{
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
