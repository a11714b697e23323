package detect

import "strings"

func init() {
	register(&detector{
		class: "tw.national_id",
		basis: "Household Registration Act (Taiwan), article 51, and the rules on uniform identification numbers: letter of the place, sex or kind of " +
			"residence, seven digits and a check digit",
		kinds: []labelKind{identityLabels},
		labels: []string{
			"twid", "tw id",
			"身分證", "身分證號", "身分證字號", "身分證號碼", "身分證統一編號", "身份證", "身份證號", "身份證字號", "身份證號碼", "身份證統一編號", "國民身分證", "國民身分證統一編號",
			"國民身分證字號", "統一證號", "統一編號", "統一編", "居留證", "居留證號碼", "居留證統一證號", "證號", "台灣身分證",
			"台湾身分証", "台湾身分証番号", "台湾の身分証", "台湾国民身分証", "台湾身份证", "台湾身份证号", "대만 신분증", "대만 신분증 번호",
			"national id", "national id number", "national id no", "national identification", "national identification number",
			"national identity card", "national identity number", "taiwan id", "taiwan id number", "taiwan id no", "taiwanese id",
			"roc id", "roc id number", "id number", "id no", "id card number", "id card no", "identity card",
			"identity card number", "identity number", "identification number", "arc number", "arc no",
			"身分証統一番号", "統一番号", "身份证字号", "台湾身份证字号", "国民身分証",
		},
		// One of ten check digits is right.
		code: &codeRule{lengths: []int{10}, valid: validTaiwanID, labelled: 0.97, attr: attrID, oneIn: 10, ownCheck: true},
		finds: []string{
			"身分證字號：A123456789",
			"身分證字號 Ａ１２３４５６７８９",
			`{"national_id":"N213456789"}`,
			"姓名,身分證字號\n王小明,A123456789\n",
			"身分證字號,申請人姓名,金额\nA123456789,王小明,529560\n",
		},
		passes: []string{
			"A123456789",
			"身分證字號 A123456788",
			"身分證字號 B287654321",
			"身分證字號 F131234567",
			"身分證字號 Z123456789",
			"品番 A123456789",
		},
	})
}

// validTaiwanID turns the letter into its number, from 10 in the order below,
// and weighs its two digits and the others; the sum is a multiple of 10.
func validTaiwanID(c *code) bool {
	b := c.text()
	if !c.reads("A000000000") || c.shape() != 9 && c.shape() != 19 || strings.IndexByte("1289", b[1]) < 0 {
		return false
	}
	place := 10 + strings.IndexByte("ABCDEFGHJKLMNPQRSTUVXYWZIO", b[0])
	return (place/10+place%10*9+weighted(b[1:], 8, 7, 6, 5, 4, 3, 2, 1, 1))%10 == 0
}
