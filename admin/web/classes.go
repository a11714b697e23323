package web

import (
	"slices"
	"strings"

	"sekisho/dataplane/policy"
)

// dataClass is a class of flagged data, and what people need to know of it to put it into a rule.
type dataClass struct {
	Name     string `json:"name"`
	Parent   string `json:"parent,omitempty" doc:"stands for all classes beneath it"`
	Served   bool   `json:"served" doc:"this gateway recognises it"`
	Unit     string `json:"unit" enum:"values,bytes" doc:"what at_least counts in one flow: distinct values, or bytes"`
	Basis    string `json:"basis,omitempty" doc:"law, standard or publication that says what it looks like"`
	English  said   `json:"en"`
	Japanese said   `json:"ja"`
}

// said is a class in a language.
type said struct {
	Name  string `json:"name"`
	About string `json:"about" doc:"what counts, and what a rule on it is good for"`
}

// classTexts has a line for each class and each parent: its name, and then its name and what it is about in English and in
// Japanese.
const classTexts = `
pii | Personal data | 個人情報 | Anything beneath it: addresses, names, dates of birth, phone numbers and whole persons. | 下位の分類(氏名・住所・生年月日・電話番号・個人など)をまとめて指定します。
pii.email | E-mail address | メールアドレス | Distinct addresses. One is ordinary mail; fifty in one flow are a list of customers. | 異なるアドレスの数を数えます。1件なら通常のメールですが、1通信に50件あれば名簿の可能性があります。
pii.phone | Phone number | 電話番号 | Distinct numbers of Japan or with a country code, and those that a label or a column names. | 日本の番号、国番号付きの番号、および見出しや列名で示された番号を数えます。
pii.name | Personal name | 氏名 | Names where a label, a form or a column says so; a name in running text does not count. | 見出し・フォーム・列名で氏名と分かるものだけを数えます。文章中の名前は数えません。
pii.address | Postal address | 住所 | Japanese, Chinese and Korean addresses down to the building, others where a label says so. | 番地までの日本・中国・韓国の住所と、見出しで示されたその他の国の住所を数えます。
pii.birthdate | Date of birth | 生年月日 | Dates where a label or a column says that they are of birth, in the Japanese eras, too. | 見出しや列名で生年月日と分かる日付(和暦を含む)を数えます。
pii.person | Person | 個人(組み合わせ) | Records with a name and two other attributes, one for each person. The best measure of a leaked list. | 氏名とほかの2項目以上がそろった記録を、1人につき1件と数えます。名簿の流出を見つけるのに最も適しています。
jp | Japanese identifiers | 日本の番号・証明書 | Every Japanese number beneath it. | 下位の日本の番号・証明書をまとめて指定します。
jp.my_number | My Number (individual number) | マイナンバー(個人番号) | Twelve digits with a right check digit, where the text around them speaks for it. By law it may be handed on for few purposes only. | 検査用数字が正しい12桁の番号のうち、前後の文脈が合うものを数えます。法律で提供先が厳しく制限されています。
jp.corporate_number | Corporate number | 法人番号 | Thirteen digits with a check digit, also as an invoice registration number with T. Public, so of use for what goes where. | 検査用数字付きの13桁(Tで始まるインボイス登録番号を含む)です。公開情報のため、送信先の把握に使います。
jp.drivers_license | Driver's licence number | 運転免許証番号 | Twelve digits with a check digit. | 検査用数字付きの12桁の番号です。
jp.passport | Passport number (Japan) | 旅券番号(日本) | Two letters and seven digits where a label says so, and machine readable zones. | 見出しで示された英字2桁と数字7桁、または機械読取領域(MRZ)を数えます。
jp.residence_card | Residence card number | 在留カード番号 | Two letters, eight digits, two letters, where a label says so. | 見出しで示された「英字2桁・数字8桁・英字2桁」の番号を数えます。
jp.health_insurance | Health insurance number | 健康保険の記号・番号 | Symbol and number of an insured person. By law nobody may ask for them without need. | 被保険者の記号と番号です。法律で告知要求が制限されています。
jp.bank_account | Bank account (Japan) | 銀行口座(日本) | Branch and account number together, transfer records in the Zengin format, Japan Post accounts. | 支店と口座番号の組み合わせ、全銀フォーマットの振込データ、ゆうちょ口座を数えます。
jp.pension_number | Basic pension number | 基礎年金番号 | Four and six digits where a label says so. | 見出しで示された「4桁-6桁」の番号を数えます。
finance | Payment data | 決済・口座情報 | Credit cards and IBANs. | クレジットカード番号とIBANをまとめて指定します。
finance.credit_card | Credit card number | クレジットカード番号 | Numbers of the card schemes' ranges with a right check digit. | 国際ブランドの番号帯に属し、検査用数字が正しい番号を数えます。
finance.iban | IBAN | IBAN(国際銀行口座番号) | International bank account numbers with right check digits. | 検査用数字が正しい国際銀行口座番号を数えます。
us | United States identifiers | 米国の番号 | The American tax and social security numbers. | 米国の社会保障番号・納税者番号をまとめて指定します。
us.ssn | Social Security number | 社会保障番号(SSN) | Nine digits in a range that is given out, where the text around them speaks for it. | 発行範囲にある9桁のうち、前後の文脈が合うものを数えます。
us.itin | Individual taxpayer number | 個人納税者番号(ITIN) | Nine digits that begin with 9, where the text around them speaks for it. | 9で始まる9桁のうち、前後の文脈が合うものを数えます。
us.ein | Employer number | 雇用主番号(EIN) | Two and seven digits where a label says so. | 見出しで示された「2桁-7桁」の番号を数えます。
cn | Chinese identifiers | 中国の番号 | The resident identity number. | 中国の身分証番号を指定します。
cn.resident_id | Resident identity number | 居民身分証番号 | Eighteen characters with region, date of birth and check character. | 地域・生年月日・検査文字を含む18桁の番号です。
kr | Korean identifiers | 韓国の番号 | The resident registration number. | 韓国の住民登録番号を指定します。
kr.rrn | Resident registration number | 住民登録番号 | Six and seven digits that begin with a date of birth. | 生年月日で始まる「6桁-7桁」の番号です。
tw | Taiwanese identifiers | 台湾の番号 | The national identification number. | 台湾の身分証番号を指定します。
tw.national_id | National identification number | 国民身分証番号 | A letter and nine digits with a check digit. | 英字1桁と数字9桁(検査用数字付き)の番号です。
sg | Singaporean identifiers | シンガポールの番号 | NRIC and FIN. | NRIC・FINを指定します。
sg.nric | NRIC or FIN | NRIC・FIN | A letter, seven digits and a check letter. | 英字、数字7桁、検査文字からなる番号です。
in | Indian identifiers | インドの番号 | The Aadhaar number. | アーダール番号を指定します。
in.aadhaar | Aadhaar number | アーダール番号 | Twelve digits with a check digit, where the text around them speaks for it. | 検査用数字付きの12桁のうち、前後の文脈が合うものを数えます。
uk | British identifiers | 英国の番号 | National insurance and NHS numbers. | 国民保険番号とNHS番号をまとめて指定します。
uk.nino | National Insurance number | 国民保険番号(NINO) | Two letters, six digits and a letter. | 英字2桁、数字6桁、英字1桁の番号です。
uk.nhs | NHS number | NHS番号 | Ten digits with a check digit, where the text around them speaks for it. | 検査用数字付きの10桁のうち、前後の文脈が合うものを数えます。
de | German identifiers | ドイツの番号 | The tax identification number. | 税務識別番号を指定します。
de.steuer_id | Tax identification number | 税務識別番号 | Eleven digits with a check digit, where the text around them speaks for it. | 検査用数字付きの11桁のうち、前後の文脈が合うものを数えます。
fr | French identifiers | フランスの番号 | The social security number. | 社会保障番号を指定します。
fr.nir | Social security number | 社会保障番号(NIR) | Thirteen digits and a key of two. | 13桁と2桁の検査キーからなる番号です。
es | Spanish identifiers | スペインの番号 | DNI and NIE. | DNI・NIEを指定します。
es.dni | DNI or NIE | DNI・NIE | Eight digits, or a letter and seven, and a check letter. | 数字8桁(または英字と数字7桁)と検査文字からなる番号です。
it | Italian identifiers | イタリアの番号 | The fiscal code. | 納税者番号を指定します。
it.codice_fiscale | Fiscal code | 納税者番号(Codice fiscale) | Sixteen characters with a check letter. | 検査文字を含む16桁の番号です。
br | Brazilian identifiers | ブラジルの番号 | The CPF. | CPFを指定します。
br.cpf | CPF | 個人納税者番号(CPF) | Eleven digits, two of them check digits. | 検査用数字2桁を含む11桁の番号です。
secret | Keys and credentials | 鍵・認証情報 | Anything that opens a door: keys, tokens, passwords. One is too many. | 鍵・トークン・パスワードなど、1件でも漏れてはならないものをまとめて指定します。
secret.private_key | Private key | 秘密鍵 | Private keys in PEM, OpenSSH, PGP and other forms. | PEM・OpenSSH・PGPなどの形式の秘密鍵です。
secret.cloud_key | Cloud access key | クラウドのアクセスキー | Access keys of cloud providers, by their documented forms. | クラウド事業者が公開している形式のアクセスキーです。
secret.token | Access token | アクセストークン | Tokens of services, by their documented forms. | 各サービスが公開している形式のトークンです。
secret.jwt | JSON Web Token | JSON Web Token(JWT) | Signed tokens of sessions and APIs. | セッションやAPIで使われる署名付きトークンです。
secret.password | Password | パスワード | Passwords in URLs, configuration files and columns of that name. | URL、設定ファイル、パスワード列に書かれたパスワードです。
confidential | Confidential documents | 機密文書 | Documents that are marked, labelled or registered. | 表示・ラベル・登録により機密とされた文書をまとめて指定します。
confidential.label | Marked confidential | 機密表示 | Documents that say in a prominent place that they are confidential or secret. | 「社外秘」「機密」などが目立つ位置に書かれた文書です。
confidential.mip | Sensitivity label | 秘密度ラベル | Labels of Microsoft Purview in documents and mail. | 文書やメールに付けられたMicrosoft Purviewの秘密度ラベルです。
confidential.registered | Registered document | 登録文書 | Documents and tables that you have registered, also in parts and changed. | 登録した文書や表です。一部だけ、または編集されていても見つけます。
file | Files by kind | ファイルの種類 | Drawings, source code, encrypted and disguised files. | 図面・ソースコード・暗号化・偽装ファイルをまとめて指定します。
file.cad | Drawing or model | 図面・3Dモデル | CAD files and those of circuits and chips, by their content. | 内容から判定したCAD・回路・半導体の設計データです。
file.source_code | Source code | ソースコード | Programs, among them those of machines and controllers. | 工作機械や制御装置のものを含むプログラムです。
file.encrypted | Encrypted file | 暗号化ファイル | Archives and documents that need a password. | 開くのにパスワードが必要な書庫や文書です。
file.disguised | Disguised file | 偽装ファイル | Files whose name says another kind than their content is. | 拡張子と中身の種類が異なるファイルです。
opaque | Unreadable content | 読み取れない内容 | Bytes that could not be read: encrypted connections, unknown compression, beyond a limit. Counts bytes. | 暗号化通信、未知の圧縮、上限超過などで読み取れなかったデータです。バイト数で数えます。
custom | Own keywords and patterns | 独自のキーワード・パターン | Every class that the policy defines itself. | ポリシーで独自に定義した分類をまとめて指定します。`

// dataClasses gives the parents and their classes, a parent before those beneath it.
func (s *Server) dataClasses() (all []dataClass) {
	leaves := policy.Classes()
	for line := range strings.SplitSeq(strings.TrimSpace(classTexts), "\n") {
		cells := strings.Split(line, " | ")
		c := dataClass{Name: cells[0], Unit: "values", Basis: s.options.Basis[cells[0]], English: said{cells[1], cells[3]}, Japanese: said{cells[2], cells[4]}}
		if parent, _, nested := strings.Cut(c.Name, "."); nested {
			c.Parent = parent
		}
		if c.Name == "opaque" {
			c.Unit = "bytes"
		}
		c.Served = c.Name == "custom" || slices.ContainsFunc(s.options.Vocabulary.Classes, func(leaf string) bool { return policy.Covers(c.Name, leaf) })
		if slices.Contains(leaves, c.Name) || c.Parent == "" {
			all = append(all, c)
		}
	}
	return all
}
