package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
)

// What the benchmark's prose is put together from. It tells of nobody and holds no
// value that any detector looks for, but numbers, dates and headings as texts have them.
var (
	proseEnglish = [...][]string{
		{"The committee", "Each department", "This report", "The maintenance plan", "Our supplier", "A recent survey", "The northern plant"},
		{"has reviewed", "describes", "will replace", "depends on", "postponed", "compares", "takes account of"},
		{"the cooling system", "last year's figures", "the revised schedule", "several older machines", "the delivery terms", "a second production line"},
		{"before the end of the quarter", "after careful measurement", "in spite of rising costs", "at the request of the works council", "as the appendix explains"},
	}
	proseJapanese = [...][]string{
		{"本報告書は", "各部門では", "新しい設備は", "今回の調査では", "工場の保守計画は", "来年度の予算は"},
		{"前年の実績と比べて", "原材料の値上がりを受けて", "会議での議論を踏まえ", "現場の意見を取り入れながら", "試験の結果に基づき"},
		{"おおむね順調に進んでいる", "見直しが必要である", "大きな改善が見込まれる", "段階的に導入する予定である", "詳しい説明を付録に載せた"},
	}
)

// prose makes n bytes of English and Japanese text, cut at a whole sentence.
func prose(n int) []byte {
	rng := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	for section := 1; b.Len() < n; section++ {
		fmt.Fprintf(&b, "%d.%d Section\n\n", section%20+1, section%7+1)
		proseParagraph(&b, rng, proseEnglish[:], " ", fmt.Sprintf(", about %d %% of %d units. ", rng.IntN(100), rng.IntN(5000)))
		proseParagraph(&b, rng, proseJapanese[:], "、", fmt.Sprintf("（約%d割、%d年度比）。", rng.IntN(9)+1, 1990+rng.IntN(35)))
	}
	return b.Bytes()
}

func proseParagraph(b *bytes.Buffer, rng *rand.Rand, parts [][]string, joint, end string) {
	for range 6 {
		for i, choice := range parts {
			if i > 0 {
				b.WriteString(joint)
			}
			b.WriteString(choice[rng.IntN(len(choice))])
		}
		b.WriteString(end)
	}
	b.WriteString("\n\n")
}
