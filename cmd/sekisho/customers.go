package main

import (
	"fmt"
	"strings"
)

// customerList makes a synthetic customer list as CSV. Nobody in it exists: names
// are put together by number, addresses name no building, telephone numbers are
// unassigned, and the individual numbers have a right check digit and nothing else.
func customerList(rows int) string {
	families := []string{"佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤"}
	readings := []string{"サトウ", "スズキ", "タカハシ", "タナカ", "イトウ", "ワタナベ", "ヤマモト", "ナカムラ", "コバヤシ", "カトウ"}
	given := []string{"太郎", "花子", "健一", "美咲"}
	givenReadings := []string{"タロウ", "ハナコ", "ケンイチ", "ミサキ"}
	var b strings.Builder
	b.WriteString("氏名,フリガナ,住所,電話番号,メールアドレス,マイナンバー\n")
	for i := range rows {
		f, g := i%len(families), i/len(families)%len(given)
		fmt.Fprintf(&b, "%s %s,%s %s,東京都千代田区架空町%d-%d-%d,090-%04d-%04d,kokyaku%03d@mail%d.example.jp,%s\n",
			families[f], given[g], readings[f], givenReadings[g], i%9+1, i%20+1, i%7+1,
			1000+i*37%9000, 2000+i*53%8000, i, i%3, individualNumber(10000000000+uint64(i)*7919))
	}
	return b.String()
}

// individualNumber adds the check digit of an individual number (Ministry of Internal
// Affairs ordinance 85 of 2014, article 5) to eleven digits.
func individualNumber(eleven uint64) string {
	digits := fmt.Sprintf("%011d", eleven)
	sum := 0
	for n := 1; n <= 11; n++ {
		weight := n + 1
		if n >= 7 {
			weight = n - 5
		}
		sum += int(digits[11-n]-'0') * weight
	}
	check := 0
	if r := sum % 11; r > 1 {
		check = 11 - r
	}
	return fmt.Sprintf("%s%d", digits, check)
}
