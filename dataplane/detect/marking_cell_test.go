package detect

import "testing"

// markedSheets are markings as the value of a key in the head of a sheet or a table, in its
// cells, numbered, in subjects and at the foot of pages, one each.
var markedSheets = []string{
	// A key's cell and its value's.
	"security class,CONFIDENTIAL\n", "販売計画,\n文書区分,社外秘\n,\n品名,数量\n", "作成者,総務部\n作成日,2026-11-18\n機密区分,社外秘\n版,1.0\n", "\"Document owner\",\"Finance\"\n\"Security class\",\"Internal Use Only\"\n\"Region\",\"Q1\"\n",
	"Bereich;Einkauf\nKlassifizierung;Vertraulich\nArtikel;Preis\n", "表題,購買価格一覧,,\n取扱区分,部外秘,,\n品名,数量,単価,計\n", "标题\t采购价格\n密级\t机密\n部门\t采购部\n", "제목\t구매 단가\n보안등급\t대외비\n", "Title, Price list\nClassification, Confidential\nOwner, Sales\n",
	"| 項目 | 内容 |\n| --- | --- |\n| 機密区分 | 極秘 |\n", "<table>\n<tr><td>Title</td><td>Prices</td></tr>\n<tr><td class=\"k\">Security class</td><td class=\"v\">Restricted</td></tr>\n</table>\n", "<dl><dt>Classification</dt><dd>Confidential</dd><dt>Owner</dt><dd>IT</dd></dl>\n",
	"文書名,価格表,作成日,2026-11-18,機密区分,社外秘\n", "表,価格\n機密区分,,社外秘\n作成者,,総務部\n", "表,価格\n【文書区分】,社外秘\n", "表,価格\n文書区分：,社外秘\n", "Prepared by\tAnn\nDocument classification\tStrictly Confidential\n", "表,価格\n機密区分,社外秘（2027年3月末まで）\n", "表,価格\n文書名,機密区分,作成日\n価格表,社外秘,2026-11-18\n",
	"Vertraulichkeit: Streng vertraulich\n", "Niveau de confidentialité : Confidentiel\n", "Clasificación: Confidencial\n", "**Classification:** Confidential\n**Owner:** R&D\n",
	// Numbered copies.
	"社外秘 No. 3\n", "極秘　第３号\n", "社外秘（2部の内1）\n", "社外秘 管理番号 12\n", "No. 3 機密\n", "社外秘　配布番号：5\n", "极密 No. 1 机密 第3号\n", "机密 份号 000012\n", "대외비 (사본 2/10)\n", "기밀 관리번호 12\n", "CONFIDENTIAL - Copy No. 3\n", "Confidential, copy number 12\n",
	// Subjects, brackets, boxes, feet of pages.
	"Subject: ** Confidential ** Cost sheet\n", "Subject: Cost sheet - Confidential\n", "Subject: <社外秘> 原価表\n", "Subject: ≪極秘≫原価表\n", "Subject: {Confidential} Cost sheet\n", "Subject: 原価表_대외비\n", "Subject: 機密 新製品原価表\n", "Subject: Cost sheet | Confidential\n",
	"[ 社外秘 ]　原価表\n", "[秘]原価表\n", "!! 極秘 !!\n", "%% CONFIDENTIAL %%\n", "===== INTERNAL USE ONLY =====\n", "<<< 社外秘 >>>\n", "（秘）\n仕様書\n", "機密（社内限り）\n仕様書\n", "重要機密\n", "Restricted Distribution\n", "For Your Eyes Only\n",
	"Q3 review / Confidential / 12\n", "社外秘 ― 無断複製を禁ず\n", "/*\n * CONFIDENTIAL - Example Works internal source\n */\n", "DIFFUSION RESTREINTE\nNote\n", "Document confidentiel – Ne pas diffuser\n", "Uso interno\n", "Nur für internen Gebrauch\n", "임직원 전용\n", "仅限内部\n", "Internal Distribution Only\n", "LIMITED CIRCULATION\n", "Company Private\n", "Addressee Only\n", "Not for Public Release\n", "不对外公开\n", "请勿转发\n", "涉密资料\n",
}

// unmarkedSheets have the same words in tables of levels, counts, choices and titles.
var unmarkedSheets = []string{
	"区分,説明\n社外秘,社員のみ\n公開,だれでも\n", "文書区分,公開\n作成者,総務部\n", "区分,件数\n社外秘,12\n極秘,3\n", "文書名,極秘,社外秘,公開\nA,1,2,3\n", "機密区分\t極秘／社外秘／公開\n", "classification,confidential information is kept by the owner\n", "名前,分類\n秘密の花園,児童書\n", "| Classification | Public |\n|---|---|\n| Owner | HR |\n",
	"Title,Artist\nSecret,Madonna\n", "CONFIDENTIAL = 3\n", "機密 管理番号の付け方を定める。\n", "by classification, confidential or not, the record is kept\n", "Subject: how to keep client data confidential at work\n", "<td>Owner</td><td>confidential secretary</td>\n", "区分,社外秘ではない\n", "密级,公开\n", "보안등급,공개\n", "Security class,Public\n", "Diffusion : libre\n", "do not copy this file without its licence\n",
}

func TestMarkingsInSheetsAndNumbered(t *testing.T) {
	p := all(t)
	for _, text := range markedSheets {
		if n := counted(scanWhole(p, text), labelClass); n != 1 {
			t.Errorf("%d markings found in %q, want 1", n, text)
		}
	}
}

func TestSheetsWithoutMarkings(t *testing.T) { wantNone(t, labelClass, unmarkedSheets) }
