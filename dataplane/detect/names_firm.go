package detect

import (
	"strings"
	"unicode/utf8"
)

// Firms, offices and posts stand where persons do: under "customer", as contact, in the
// column 担当者. They are told by the word that they end in.

// corporateWords end the names of firms and bodies in Latin script, or begin them. Words that are surnames as
// well, such as Banks or Church, are left out.
var corporateWords = wordSet(strings.Fields("inc ltd llc llp plc corp corporation company co gmbh ag kg ohg sa sas sarl srl spa bv nv ab oy as limited incorporated trading traders group services service solutions systems technologies technology " +
	"industries holdings partners enterprises international global logistics consulting consultants construction contractors plumbing electric electronics foods motors airlines airways media studios studio store stores shop supply supplies " +
	"products software labs laboratories works bank university college school academy hospital clinic hotel restaurant foundation association institute agency council committee department office division center centre society union " +
	"team desk helpdesk support sales marketing accounting reception administration controls foundry bakery bäckerei metzgerei autohaus praxis apotheke gasthaus kanzlei firma verlag cafe salon garage boulangerie librairie clinica farmacia ristorante restaurante pharmacy insurance capital ventures networks telecom energy information licensing inquiries enquiries relations affairs operations resources billing compliance procurement purchasing shipping payable receivable correspondence")...)

// firmEnds are such words of Japanese, Chinese and Korean, and those for posts.
var firmEnds = foldedSet(strings.Fields("営業所 事業所 出張所 製作所 研究所 事務所 診療所 工場 支店 支所 商事 商会 商店 工業 産業 電機 電子 電器 建設 運輸 運送 物産 水産 印刷 製薬 銀行 証券 保険 興業 化学 鉄工 設備 電装 精工 精密 精機 計画 開発 企画 製作 工務 物流 商社 本店 支社 本社 工房 薬局 医院 歯科 酒造 農園 旅館 食堂 出版 新聞 放送 " +
	"担当 部長 課長 係長 主任 社長 専務 常務 店長 所長 室長 主査 主幹 顧問 理事 会長 事務 受付 窓口 経理 総務 営業 人事 取締役 監査役 相談役 執行役 " +
	"贸易 電子 电子 科技 实业 實業 集团 集團 商贸 建设 建設 工程 服饰 食品 机械 機械 医药 化工 汽车 酒店 餐饮 传媒 广告 咨询 投资 地产 置业 证券 保险 超市 商城 工厂 工业 制造 建材 客服 经理 前台 财务 行政 " +
	"상사 물산 산업 전자 건설 무역 식품 은행 보험 병원 학교 마트 상회 기업 공업 센터 담당 팀장 부장 과장 대리 고객센터"))

// endsFirm says whether a name ends as those of firms, offices and posts do.
func endsFirm(v []byte) bool {
	if r, n := firstRune(v); r < 0x250 || len(v) < 3*n {
		return false
	}
	var folded [4 * maxName]byte
	end := fold(folded[:0], lastRunes(v[:min(len(v), maxName)], 3))
	for len(end) > 3 {
		if firmEnds[string(end)] {
			return true
		}
		_, n := utf8.DecodeRune(end)
		end = end[n:]
	}
	return false
}
