package main

import (
	"regexp"
	"strings"
)

// judgingSentences have %[1]s for the label and %[2]s for the value.
var judgingSentences = map[string][]string{
	"ja": {"システムには%[1]s %[2]s で登録がありました。", "申込書を見たところ、%[1]sは%[2]sと書かれていました。", "面談記録：%[1]s　%[2]s",
		"郵送で届いた書類によると%[1]s=%[2]sだそうです。", "ご本人より、%[1]sは%[2]sで間違いないとのことです。", "台帳の%[1]s欄：%[2]s"},
	"en": {"Customer called to update the %[1]s to %[2]s.", "FYI the scanned form shows %[2]s as %[1]s.",
		"%[1]s = %[2]s, confirmed by phone.", "Re your question about the %[1]s: it's %[2]s.",
		"For reference, %[1]s is %[2]s and has been verified."},
	"zh": {"%[1]s已更新为%[2]s，请知悉。", "客户来电确认%[1]s %[2]s无误。", "上次填错了，正确的%[1]s应为%[2]s。"},
	"tw": {"補上%[1]s：%[2]s，謝謝。"},
	"ko": {"신청서에 적힌 %[1]s은(는) %[2]s입니다.", "누락된 %[1]s(%[2]s) 추가 부탁드립니다.", "혹시 %[1]s %[2]s이(가) 맞는지 봐 주시겠어요?"},
	"de": {"Meine %[1]s ist die %[2]s, vielen Dank.", "%[1]s = %[2]s (telefonisch bestätigt)"},
	"fr": {"D'après le formulaire, %[1]s : %[2]s.", "%[1]s = %[2]s (confirmé par téléphone)"},
	"es": {"En la solicitud consta %[1]s: %[2]s."},
	"it": {"Dal modulo risulta %[1]s: %[2]s."},
	"pt": {"Na ficha consta %[1]s: %[2]s."},
	"hi": {"छूटी हुई जानकारी: %[1]s %[2]s"},
}

// judgingHonoured begins a paragraph about a person.
var judgingHonoured = map[string][]string{
	"ja": {"お問い合わせいただいた%s様の件です。", "%sさんから住所変更の届けが出ています。"}, "en": {"Please see the details for %s. ", "%s joined us on Monday. "},
	"zh": {"请为%s办理入会。", "员工%s的信息有变更。"}, "ko": {"%s 님 배송 건 관련입니다. ", "신규 회원 %s 님 정보입니다. "},
}

// judgingFiller keeps what belongs to different records apart.
var judgingFiller = map[string]string{
	"ja": "ご確認のほどよろしくお願いいたします。なお、来週は社内研修のため返信が遅れることがあります。お急ぎの場合は総務までお知らせください。",
	"en": "Could you take a look when you have a minute? I'm out at the training next week, so replies may be slow. The office can help with anything urgent.",
	"zh": "请抽空查看。下周公司有培训，回复可能会慢一些，急事请直接联系行政部。",
	"ko": "시간 되실 때 확인 부탁드립니다. 다음 주에는 사내 교육이 있어 답장이 늦을 수 있습니다.",
}

// formRemarks are how a form's label addresses those who fill it in. Nobody says them in a sentence.
var formRemarks = regexp.MustCompile(`^(?:Your|Ihre) |(?:[:*※]|\s*[（(](?:必填|半角|番地まで|右づめ|ハイフンなし|英数字|영문\+숫자|MM/DD/YYYY|full|\d+(?:桁|位| digits))[)）])$`)

func spokenLabel(label string) string { return formRemarks.ReplaceAllString(label, "") }

// koreanParticles stand in sentences in both forms, of which one agrees with the sound before.
var koreanParticles = regexp.MustCompile(`(.)(은|이)\((는|가)\)`)

// agreed has the particles that a Korean writes, and one full stop after a label that ends in one.
func agreed(sentence string) string {
	sentence = koreanParticles.ReplaceAllStringFunc(sentence, func(found string) string {
		part := koreanParticles.FindStringSubmatch(found)
		if endsInConsonant([]rune(part[1])[0]) {
			return part[1] + part[2]
		}
		return part[1] + part[3]
	})
	return strings.ReplaceAll(sentence, "..", ".")
}

// endsInConsonant says how a syllable, the Korean name of a digit or capital, or a mail domain's last letter sounds.
func endsInConsonant(c rune) bool {
	if c >= '가' && c <= '힣' {
		return (c-'가')%28 > 0
	}
	return strings.ContainsRune("013678LMNRelmnt", c)
}
