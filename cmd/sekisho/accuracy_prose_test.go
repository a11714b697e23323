package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A sentence has %[1]s for the label and %[2]s for the value.
var sentences = map[set]map[string][]string{
	tuning: {
		"ja": {"なお、%[1]s：%[2]s にて登録済みです。", "至急、%[1]s %[2]s の照会をお願いいたします。", "%[1]s欄には%[2]sと記入してください。", "ご申請の%[1]sは%[2]sです。", "%[1]s %[2]s を登録しました。", "お客様の%[1]s（%[2]s）を確認いたしました。", "先日お知らせいただいた%[1]s「%[2]s」で手続きを進めております。", "%[2]s（%[1]s）に誤りがないかご確認ください。", "本人確認書類に記載の%[1]sが%[2]sと一致しました。", "・%[1]s … %[2]s"},
		"en": {"The %[1]s we have on file is %[2]s; is that still current?", "Can you run a check on %[1]s %[2]s?", "%[1]s – %[2]s", "Your %[1]s is %[2]s.", "We have registered %[1]s %[2]s for you.", "The applicant gave %[1]s: %[2]s yesterday.", "Please double-check that %[1]s %[2]s is correct before Friday.", "For the form, use %[2]s (%[1]s) as discussed.", "Her %[1]s, %[2]s, was missing from the file.", "- %[1]s .... %[2]s"},
		"zh": {"已按%[1]s %[2]s办理登记。", "对方提供的%[1]s是：%[2]s", "您的%[1]s是%[2]s。", "%[1]s：%[2]s，已登记。", "请核对%[1]s“%[2]s”是否正确。", "%[2]s（%[1]s）与资料一致。", "申请人的%[1]s为%[2]s，请处理。"},
		"ko": {"%[1]s %[2]s 기준으로 처리했습니다.", "서류상 %[1]s: %[2]s", "고객님의 %[1]s는 %[2]s입니다.", "%[1]s: %[2]s 등록되었습니다.", "제출하신 %[1]s “%[2]s” 확인 부탁드립니다.", "%[2]s (%[1]s) 로 진행하겠습니다.", "신청인의 %[1]s이 %[2]s로 변경되었습니다."},
		"de": {"Die korrekte %[1]s ist %[2]s, bitte ändern.", "Ihre %[1]s lautet %[2]s.", "%[1]s: %[2]s (bitte prüfen)", "Bitte geben Sie im Formular Ihre %[1]s %[2]s an.", "Die Nummer %[2]s (%[1]s) stimmt nicht."},
		"fr": {"Pour rappel, %[1]s : %[2]s.", "Votre %[1]s est le %[2]s.", "%[1]s : %[2]s, merci.", "Merci de vérifier le %[1]s %[2]s avant vendredi.", "Le dossier porte %[2]s (%[1]s)."},
		"es": {"Le recuerdo el %[1]s: %[2]s.", "Su %[1]s es %[2]s.", "%[1]s: %[2]s, gracias.", "Compruebe que el %[1]s %[2]s es correcto.", "Figura %[2]s (%[1]s) en el expediente."},
		"it": {"Le ricordo il %[1]s: %[2]s.", "Il suo %[1]s è %[2]s.", "%[1]s: %[2]s, grazie.", "Verificare che il %[1]s %[2]s sia corretto.", "Nel fascicolo risulta %[2]s (%[1]s)."},
		"pt": {"Segue o %[1]s: %[2]s.", "O seu %[1]s é %[2]s.", "%[1]s: %[2]s, obrigado.", "Verifique se o %[1]s %[2]s está correto.", "Consta %[2]s (%[1]s) no processo."},
		"hi": {"आवेदन में %[1]s: %[2]s है।", "आपका %[1]s %[2]s है।", "%[1]s: %[2]s", "कृपया %[1]s %[2]s की जाँच करें।", "फ़ॉर्म में %[2]s (%[1]s) लिखा है।"},
		"tw": {"已登錄%[1]s：%[2]s。"},
	},
	seen: merged(seenSentences, seenMoreSentences), judging: judgingSentences,
}

// merged puts lists under the same language together.
func merged(maps ...map[string][]string) map[string][]string {
	all := map[string][]string{}
	for _, m := range maps {
		for lang, more := range m {
			all[lang] = slices.Concat(all[lang], more)
		}
	}
	return all
}

// honoured begins a paragraph about a person.
var honoured = map[set]map[string][]string{
	tuning: {
		"ja": {"先ほど%s様からお電話をいただきました。", "%s様よりお申し込みがありました。", "担当の%s様にご連絡ください。", "本日、%sさんが窓口にお越しになりました。", "%s氏の件でご報告です。"}, "en": {"I spoke with Ms %s this morning. ", "We heard from %s today. ", "Please call %s. ", "I met %s at the fair. ", "This is about %s, our new tenant. "},
		"zh": {"刚接到%s先生的电话。", "联系人%s先生。", "客户%s女士来电。", "今天%s女士到访。", "关于%s先生的申请："}, "ko": {"방금 %s 고객님과 통화했습니다. ", "%s 님이 신청하셨습니다. ", "담당자 %s 님. ", "오늘 %s 씨가 방문했습니다. ", "%s 고객님 관련 보고입니다. "},
	},
	seen: seenHonoured, judging: judgingHonoured,
}

// filler keeps what belongs to different records apart.
var filler = map[set]map[string]string{
	tuning: {
		"ja": "ご不明な点がございましたら担当までお知らせください。会議は来週の予定で、議題は追って共有いたします。",
		"en": "Let us know if anything is unclear. The meeting has moved to next week and the agenda will follow.",
		"zh": "如有疑问请随时联系我们。会议改到下周，议程稍后发送。", "ko": "궁금한 점이 있으면 알려 주세요. 회의는 다음 주로 옮겼습니다.",
	},
	seen: seenFiller, judging: judgingFiller,
}

func (t recordTable) filler() string { return filler[t.set][spoken(t.lang)] }

// sentences are those of a table's language, or of the one that stands for it.
func (t recordTable) sentences() []string {
	if all := sentences[t.set][t.lang]; all != nil {
		return all
	}
	return sentences[t.set][spoken(t.lang)]
}

// sentence tells a value.
func (t recordTable) sentence(r *rand.Rand, label, value string) string {
	format := pick(r, t.sentences())
	if t.set == judging {
		return agreed(fmt.Sprintf(format, spokenLabel(label), value))
	}
	return fmt.Sprintf(format, label, value)
}

// proseLayout writes a paragraph for each record: of a person's name, if there is one,
// and a sentence for each value.
func proseLayout(r *rand.Rand, t recordTable) string {
	var b strings.Builder
	t.each(func(cells []string) {
		if i := t.column("pii.name"); i >= 0 {
			fmt.Fprintf(&b, pick(r, honoured[t.set][spoken(t.lang)]), cells[i])
		}
		for i, c := range t.columns {
			if c.class != "pii.name" && c.class != "" {
				b.WriteString(t.sentence(r, c.label, cells[i]) + pick(r, []string{"\n", " "}))
			}
		}
		b.WriteString("\n" + t.filler() + "\n\n")
	})
	return b.String()
}

// vCards writes RFC 6350 cards.
func vCards(_ *rand.Rand, t recordTable) string {
	properties := map[string]string{"pii.name": "FN:", "pii.phone": "TEL;TYPE=cell:", "pii.email": "EMAIL:", "pii.address": "ADR:;;", "pii.birthdate": "BDAY:"}
	var b strings.Builder
	t.each(func(cells []string) {
		b.WriteString("BEGIN:VCARD\r\nVERSION:3.0\r\n")
		for i, c := range t.columns {
			if p := properties[c.class]; p != "" {
				b.WriteString(p + strings.ReplaceAll(cells[i], ",", "\\,") + "\r\n")
			}
		}
		b.WriteString("END:VCARD\r\n")
	})
	return b.String()
}

// signatures end mails.
func signatures(_ *rand.Rand, t recordTable) string {
	marks := map[string]string{"pii.phone": "TEL: ", "pii.email": "E-mail: ", "pii.birthdate": "DOB: "}
	var b strings.Builder
	t.each(func(cells []string) {
		b.WriteString(t.filler() + "\n\n-- \n")
		if i := t.column("pii.name"); i >= 0 {
			b.WriteString(cells[i] + "\n")
		}
		for i, c := range t.columns {
			if c.class != "" && c.class != "pii.name" {
				b.WriteString(marks[c.class] + cells[i] + "\n")
			}
		}
		b.WriteString("\n")
	})
	return b.String()
}

// inDoubt are a table's classes that count neither way in a layout: names without a
// label, and what labels alone tell where there are none. Names in running text still
// make a person, so that persons count.
func (l layout) inDoubt(t recordTable) (classes []string) {
	if l.running {
		classes = append(classes, "pii.name")
	}
	if t.several {
		classes = append(classes, "pii.person") // whether a name and two numbers make one
	}
	if !l.bare {
		return classes
	}
	classes = append(classes, "pii.name", "pii.birthdate")
	if t.lang != "ja" {
		classes = append(classes, "pii.phone", "pii.address", "pii.person")
	}
	told := 0
	for _, class := range []string{"pii.phone", "pii.email", "pii.address"} {
		if t.column(class) >= 0 {
			told++
		}
	}
	if told < 2 {
		classes = append(classes, "pii.person")
	}
	return classes
}
