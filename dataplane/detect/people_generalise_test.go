package detect

import (
	"strings"
	"testing"
)

// peopleLabels are labels for persons as forms, ledgers and programs of several countries
// have them, with a name and how the two are joined there.
var peopleLabels = []struct{ labels, name, joint string }{
	{"氏名 氏　名 お名前 ご氏名 担当者 担当者名 申請者 申請者氏名 申込人 届出人 受取人名 お届け先氏名 患者 患者氏名 従業員 社員名 保護者 保護者名 宛名 利用者名 契約者 被保険者 保険契約者 世帯主 緊急連絡先氏名 代表者名 応募者 " +
		"受験者氏名 生徒名 児童名 来訪者 宿泊者名 参加者 記入者 名義 口座名義 名義人 依頼人 ご依頼主 入居者 配偶者 扶養者 署名 氏名（漢字） 差出人 ご担当者様 ご担当 購入者 注文者名 予約者 予約名 登録者 受講者 納税義務者 債務者 借主 賃借人 連帯保証人 相続人",
		"山田太郎", "#L：#N\n"},
	{"申請者 患者 従業員 保護者 世帯主 口座名義 被保険者 予約者名", "山田太郎", "#L　#N\n"},
	{"申請者 患者 従業員 保護者 世帯主 口座名義 被保険者 予約者名", "山田太郎", "■#L\n#N\n"},
	{"申請者 患者 従業員 保護者 世帯主 口座名義 被保険者 予約者名", "山田太郎", "<tr><th>#L</th><td>#N</td></tr>\n"},
	{"申請者 患者 従業員 保護者 世帯主 口座名義 被保険者 予約者名", "山田太郎", "{\"#L\":\"#N\"}\n"},
	{"申請者 患者 保護者 世帯主 予約者名 お届け先氏名", "蓮沼 結翔", "#L：#N 様\n電話：090-1234-5678\n"},
	{"申請者 患者 従業員 保護者 世帯主 口座名義 被保険者 予約者名", "山田太郎", "No,#L,電話番号\n1,#N,090-1234-5678\n"},
	{"姓名 联系人 联系人姓名 收件人 寄件人 收货人 患者 申请人 员工姓名 客户 家长 投保人 被保险人 受益人 持卡人 户主 户名 经办人 负责人 法定代表人 借款人 紧急联系人 真实姓名 聯絡人 申請人 姓　名 参保人 报名人 预订人 入住人", "王秀英", "#L：#N\n电话：138-0013-8000\n"},
	{"성명 성함 담당자 담당자명 신청인 신청자 수신인 수취인 수령인 환자 환자명 사원명 예금주 보호자 가입자 피보험자 계약자 대표자 대표자명 책임자 예약자 주문자명 구매자 세대주 이용자명 참가자 지원자 작성자", "김민준", "#L : #N\n전화: 010-2345-6789\n"},
	{"Patient Guest Employee Insured Applicant Beneficiary Recipient Customer Client Member Student Account_holder Cardholder Policyholder Passenger Tenant Landlord Borrower Emergency_contact Spouse Parent Guardian " +
		"Consignee Shipper Attn Signatory Claimant Payee Visitor Resident Physician Contact", "Siobhan Okafor", "#L: #N\nPhone: 090-1234-5678\n"},
	{"full_name fullName customer_name contactName patientName guest_name employeeName display_name displayName user_name applicant_name recipient_name beneficiary_name kanji_name realName legal_name personName receiver_name " +
		"passengerName staff_name billing_name", "Siobhan Okafor", "{\"#L\":\"#N\",\"tel\":\"090-1234-5678\"}\n"},
}

func TestLabelsForPersons(t *testing.T) {
	p := all(t)
	for _, group := range peopleLabels {
		for _, label := range strings.Fields(strings.ReplaceAll(group.labels, "　", "&")) {
			label = strings.ReplaceAll(label, "&", "　")
			if group.joint[0] == '#' {
				label = strings.ReplaceAll(label, "_", " ")
			}
			text := strings.NewReplacer("#L", label, "#N", group.name).Replace(group.joint)
			if n := counted(scanWhole(p, text), nameClass); n != 1 {
				t.Errorf("%d names, want 1 in %q", n, text)
			}
		}
	}
}

// noNames have such a label, and something else or an author behind it.
var noNames = []string{
	"著者：山田太郎\n", "翻訳者: 山田太郎\n", "開発者：山田太郎\n",
	"申請者：株式会社山田\n", "申込者：未定\n", "患者：東京都\n", "担当：総務部\n", "申请人：人事部\n", "담당자: 인사팀\n",
	"申請者は山田太郎\n", "Client: Acme Trading\n",
	"Patient: Mary Garcia\n", "Contact: Mary Garcia <mary@example.com>\n", "parent: Widget\nphone: 090-1234-5678\n", "employee: String,\nphone: 090-1234-5678\n",
	"件名：山田太郎\n", "品名：山田太郎\n", "ファイル名：山田太郎\n",
}

func TestLabelsForOthers(t *testing.T) {
	p := all(t)
	for _, text := range noNames {
		if n := counted(scanWhole(p, text), nameClass); n != 0 {
			t.Errorf("%d names, want 0 in %q", n, text)
		}
	}
}
