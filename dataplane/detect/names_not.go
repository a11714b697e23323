package detect

import "strings"

// formWords stand in forms where a name would: the label of the next field where a field
// was left empty, and what people write who have no name to give.
var formWords = foldedSet(strings.Fields("氏名 名前 姓名 電話 電話番号 携帯 携帯電話 自宅 住所 現住所 年齢 性別 備考 部署 部署名 役職 役職名 所属 所属名 職業 職種 続柄 間柄 国籍 本籍 資格 学歴 職歴 印 捺印 押印 " +
	"日付 日時 金額 合計 小計 件名 内容 摘要 数量 単価 品名 会社 会社名 勤務先 勤務先名 学校名 学年 組 番号 状態 種別 種類 区分 分類 更新日 登録日 作成日 入社日 退職日 生年月日 連絡先 郵便番号 都道府県 市区町村 " +
	"漢字 英文 中文 한글 한자 영문 ローマ字 同上 同左 本人 ご本人 なし 無し 該当なし 未定 未設定 未登録 未記入 未入力 不明 匿名 省略 非公開 空欄 記載なし 担当 担当者 上司 代表 代表者 個人 家族 世帯主 " +
	"电话 电话号码 手机 手机号 住址 地址 性别 年龄 备注 部门 职务 职位 岗位 状态 金额 日期 时间 单位 邮箱 邮编 籍贯 民族 学历 专业 无 暂无 未知 不详 未填 " +
	"電話號碼 性別 年齡 備註 部門 職務 職位 狀態 日期 時間 單位 郵箱 學歷 暫無 " +
	"전화 전화번호 휴대폰 주소 성별 나이 연령 비고 부서 직위 직책 직급 직업 소속 상태 금액 합계 날짜 일자 없음 미정 미상 본인 성명 이름 고객 회원 담당자 기타 국적 학력 이메일 서명 생년월일 우편번호 " +
	"notapplicable notavailable notprovided notgiven notspecified tobedetermined sameasabove asabove unknown anonymous none lastfirst firstlast"))
