package detect

import (
	"bytes"
	"unicode/utf8"
)

func init() {
	register(&detector{
		class: "jp.health_insurance",
		basis: "Health Insurance Act (Japan, Act 70 of 1922), article 194-2, and National Health Insurance Act (Act 192 of 1958), article 111-2: " +
			"symbol and number of an insured person. The insurer's number is an institution's and only evidence; its check digit is of " +
			"the ministry's notice on insurer numbers (Kenpo 45 of 1976)",
		labels: []string{
			"被保険者番号", "被保険者証番号", "被保険者証記号番号", "被保険者証の番号", "被保険者記号", "被保険者記号番号", "被保険者等記号番号", "被保険者証", "被保険者No", "保険証番号", "保険証の番号",
			"保険証No", "保険証記号番号", "健康保険証番号", "健康保険証の番号", "健康保険証", "健康保険番号", "健康保険被保険者番号", "健保番号", "健保No", "資格確認書", "資格確認書番号",
			"後期高齢者医療", "介護保険", "介護保険被保険者番号", "国民健康保険番号", "国保番号",
			"health insurance number", "health insurance", "health insurance no", "health insurance id", "health insurance card",
			"health insurance card number", "health insurance card no", "insured number", "insured no", "insured id",
			"insured person number", "insured person no", "insurance number", "insurance no", "insurance id",
			"insurance card number", "insurance card no", "medical insurance number", "medical insurance no", "nhi number",
			"hokensho bango", "hokensho bangou", "hokensho no", "hokenshou bangou", "hihokensha bango", "hihokensha bangou",
			"hihokensha no", "kenpo bango", "kenko hoken", "kenkou hoken",
			"健康保险号", "健康保险号码", "健康保险证号", "健康保险证号码", "医疗保险号", "被保险人编号", "被保险人号码", "健保卡號", "건강보험번호", "건강보험증번호", "건강보험증 번호", "피보험자번호",
			"보험증번호",
			"hoken no", "hoken number", "hoken bango", "hokensho", "kenpo number", "health ins no", "health ins number", "health ins id",
			"health card number", "被保険者等番号", "保険証記号・番号", "保険証の記号番号", "保険証の記号・番号", "被保険者証の記号番号", "健康保険記号番号", "健康保険 記号・番号", "被保険者証記号・番号", "国保の番号", "被保険者等記号・番号", "保険番号", "医保号", "健康保险证", "保险证号",
			"보험번호",
		},
		number:  &numberRule{lengths: []int{7, 8, 10}, valid: validInsured, labelled: 0.88, near: behindSymbol, refutes: true, cells: []int{}, attr: attrID},
		field:   &fieldRule{judge: insuredCell, attr: attrID},
		literal: &literalRule{words: []string{"記号"}, judge: judgeInsured, attr: attrID},
		finds: []string{
			"健康保険被保険者証 記号 1234 番号 567\n",
			"保険者番号 33120015 記号 12 番号 345678\n",
			"被保険者番号：12345678\n",
			"資格確認書 記号：あいう 番号：１２３\n",
			"氏名,保険証番号\n山田,567890\n",
			`{"health_insurance":"12345678"}`,
			"介護保険被保険者番号 0001234567",
		},
		passes: []string{
			"保険者番号 33120015\n",
			"12345678",
			"記号 1234 番号 567\n",
			"被保険者番号：11111111\n",
			"注文番号 12345678",
			"health insurance number, 2024-06-15",
			"保険証の記号と番号を記入してください\n",
			"健康保険・厚生年金保険 被保険者資格取得届\n事業所整理記号 28-アイウ　事業所番号 19408\n",
		},
	})
}

// validInsured leaves dates out.
func validInsured(t *token) bool {
	return !t.plus && t.evenly() && t.count <= 3 && t.shape() != 422 && (t.count == 1 || !t.joined('.')) && !allSame(t.text())
}

// behindSymbol leaves the number behind a symbol to judgeInsured, which takes both for one.
func behindSymbol(left []byte, _ *token) float64 {
	var folded [256]byte
	b := bytes.TrimRight(fold(folded[:0], lastRunes(left, 40)), " :=.\t")
	if rest, ok := bytes.CutSuffix(b, []byte("記号")); ok && (len(rest) == 0 || rest[len(rest)-1] < utf8.RuneSelf) {
		return -1
	}
	b, numbered := bytes.CutSuffix(b, []byte("番号"))
	at := bytes.LastIndex(b, []byte("記号"))
	if numbered && at >= 0 && countDigits(b[at:]) > 0 {
		return -1
	}
	return 0
}

// insuredCell judges a cell of a column of insured persons' numbers.
func insuredCell(v []byte, _ string, buf []byte) (norm []byte, confidence float64) {
	digits := buf
	for _, c := range fold(nil, v[:min(len(v), maxField)]) {
		switch {
		case c-'0' < 10:
			digits = append(digits, c)
		case c != '-' && c != ' ':
			return nil, 0
		}
	}
	if n := len(digits); n < 1 || n > 14 {
		return nil, 0
	}
	return digits, 0.8
}

// judgeInsured reads symbol and number where words before them speak of an
// insurance card.
func judgeInsured(w *window) verdict {
	var folded [1024]byte
	left := fold(folded[:0], lastRunes(w.buf[max(0, w.start-300):w.start], 80))
	if bytes.HasSuffix(left, []byte("整理")) {
		return verdict{final: true} // an office's symbol
	}
	card := containsAny(left, []string{"保険者証", "保険証", "被保険者", "資格確認書", "健康保険", "国民健康保険"})
	insurer := hasInsurer(left)
	if !card && !insurer {
		return verdict{final: true}
	}
	symbol, number, final := symbolAndNumber(w)
	if n := utf8.RuneCount(symbol); len(number) < 1 || len(number) > 8 || n < 1 || n > 12 {
		return verdict{final: final}
	}
	confidence := 0.85
	if insurer {
		confidence = 0.95
	}
	value := append(append(append([]byte{}, symbol...), '/'), number...)
	return verdict{hit: true, final: final, value: value, confidence: confidence}
}

// hasInsurer looks for an insurer's number with the right check digit.
func hasInsurer(b []byte) bool {
	_, rest, found := bytes.Cut(b, []byte("保険者番号"))
	if !found {
		return false
	}
	rest = bytes.TrimLeft(rest, " :=")
	return digitsAt(rest, 0) == 8 && insurerCheck(rest[:8])
}

// insurerCheck doubles every other digit from the right, adds up the digits of
// the products, and takes the last digit as what is missing to a multiple of 10.
func insurerCheck(d []byte) bool { return luhn(d) }
