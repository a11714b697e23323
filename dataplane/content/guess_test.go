package content

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// Short texts of forms and tables, names and addresses without a letter that only one
// country has, are read in their own charset.
func TestShortTextsAreRead(t *testing.T) {
	for _, c := range []struct {
		want  *charset
		by    encoding.Encoding
		texts []string
	}{
		{charsetEUCKR, korean.EUCKR, []string{"성명,연락처", "이름: 홍길동", "김서연,서울특별시 마포구", "주민등록번호 뒷자리", "부서: 영업팀 직급: 과장", "계좌번호,예금주", "배송지 주소", "여권번호를 적어 주십시오", "최민준 대리 부재중", "경기도 성남시 분당구 판교역로 10", "대외비 - 복사 금지", "견적서 첨부합니다"}},
		{charsetGB, simplifiedchinese.GBK, []string{"姓名,联系电话", "身份证号码", "广东省深圳市南山区", "张伟,部门经理", "请勿外传", "客户名单 机密", "开户银行及账号", "项目预算表"}},
		{charsetBig5, traditionalchinese.Big5, []string{"姓名,聯絡電話", "身分證字號", "臺北市中正區重慶南路", "陳怡君,業務經理", "機密文件 請勿外流", "銀行帳號"}},
		{charsetEUCJP, japanese.EUCJP, []string{"氏名,電話番号", "東京都港区虎ノ門", "佐藤一郎,営業部", "取扱注意", "口座番号と名義人", "生年月日をご記入ください"}},
		{charsetSJIS, japanese.ShiftJIS, []string{"氏名,電話番号", "東京都港区虎ノ門", "佐藤一郎,営業部", "取扱注意", "口座番号と名義人", "生年月日をご記入ください"}},
	} {
		for _, text := range c.texts {
			b, err := c.by.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			if got := guessCharset(b); got != c.want {
				t.Errorf("%s in %s: read as %s", text, c.want.name, got.name)
			}
		}
	}
}
