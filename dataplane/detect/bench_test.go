package detect

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

const benchBytes = 4 << 20

// benchTexts are kinds of traffic, made from a few written paragraphs.
func benchTexts() map[string][]byte {
	rng := rand.New(rand.NewPCG(5, 6))
	random := make([]byte, benchBytes)
	for i := range random {
		random[i] = byte(rng.Uint32())
	}
	return map[string][]byte{
		"prose-ja": sentences(rng, strings.Fields(proseJA), ""),
		"prose-en": sentences(rng, strings.Fields(proseEN), " "),
		"source":   sentences(rng, strings.Split(sourceGo, "\n"), "\n"),
		"csv":      customersCSV(60000)[:benchBytes],
		"json":     jsonLog(rng),
		"random":   random,
	}
}

const proseJA = `当社では、 四半期ごとに 生産計画を 見直し、 各部門の 意見を 取り入れながら 需要の変化に 対応しています。 今年度は 新しい設備の 導入により、
 前年比で およそ一割の 改善が 見込まれる。 一方で 原材料の 価格は 依然として 高く、 為替の影響も 小さくない。 担当者は 現場での 作業手順を 確認し、
 問題があれば 速やかに 報告することが 求められる。 また、 環境への 配慮として 電力使用量の 削減にも 取り組んでいる。 詳細については 別紙の資料を 参照してください。
 会議は 来週の 月曜日に 開催する予定で、 参加者には 事前に 議題を 共有する。 試作品の 評価結果は おおむね良好で あったが、 耐久性については 追加の試験が 必要である。`

const proseEN = `the plant was commissioned in 1998 and has been extended twice since then. each quarter we review production plans, taking into account
 how demand has moved and which suppliers were late. our engineers note that most delays come from a handful of parts; replacing them early costs
 less than stopping the line. A summary of these findings will be presented on Monday, together with options for next year. Readers who want more
 detail should turn to the appendix, where every measurement is listed with its date and method. In general the results were good, though durability needs further tests.`

const sourceGo = `package main
// serve answers requests until the context ends.
func serve(ctx context.Context, addr string, h http.Handler) error {
	srv := &http.Server{Addr: addr, Handler: h, ReadTimeout: 5 * time.Second}
	go func() { <-ctx.Done(); srv.Shutdown(context.Background()) }()
	if err := srv.ListenAndServe(); err != http.ErrServerClosed {
		return fmt.Errorf("serve %s: %w", addr, err)
	}
	return nil
}
	for i := 0; i < len(items); i++ {
		name := items[i].Name
		total += items[i].Price * 1024 / 4096
		switch { case total > 0x7fffffff: return errOverflow }
	}
	var table = [256]uint32{0x00000000, 0x77073096, 0xee0e612c, 0x990951ba}`

func sentences(rng *rand.Rand, parts []string, joint string) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < benchBytes; i++ {
		b.WriteString(parts[rng.IntN(len(parts))])
		b.WriteString(joint)
		if i%24 == 23 {
			b.WriteByte('\n')
		}
	}
	return b.Bytes()[:benchBytes]
}

func jsonLog(rng *rand.Rand) []byte {
	var b bytes.Buffer
	for b.Len() < benchBytes {
		fmt.Fprintf(&b, `{"ts":%d,"level":"info","path":"/api/v1/items/%d","status":200,"bytes":%d,"id":"%016x"}`+"\n",
			1700000000000+rng.IntN(1<<30), rng.IntN(1e6), rng.IntN(1e5), rng.Uint64())
	}
	return b.Bytes()[:benchBytes]
}

var benchKinds = []string{"prose-ja", "prose-en", "source", "csv", "json", "random"}

// BenchmarkScan scans each kind in pieces of a packet's size and of a GSO
// frame's size. IndexByte over the same bytes is the memory-speed baseline.
func BenchmarkScan(b *testing.B) {
	p, texts := all(b), benchTexts()
	for _, kind := range benchKinds {
		for _, piece := range []int{1400, 64 << 10} {
			b.Run(fmt.Sprintf("%s/%d", kind, piece), func(b *testing.B) { benchScan(b, p, texts[kind], kind == "random", piece) })
		}
		b.Run(kind+"/indexbyte", func(b *testing.B) {
			b.SetBytes(benchBytes)
			for b.Loop() {
				bytes.IndexByte(texts[kind], 0xfe)
			}
		})
	}
}

func benchScan(b *testing.B, p *Program, text []byte, binary bool, piece int) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		st := p.NewScanner().Open(Text{Binary: binary})
		for i := 0; i < len(text); i += piece {
			st.Write(text[i:min(i+piece, len(text))])
		}
		st.Close()
	}
}

// A policy is compiled at every reload.
func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		all(b)
	}
}
