package main

import (
	"fmt"
	"math/rand/v2"
)

// judgingNegatives look as if they carried what they don't.
var judgingNegatives = []negative{
	{"price list", "kakaku.csv", priceList},
}

func priceList(r *rand.Rand, _ truth) string {
	return "商品コード,商品名,定価,JAN,発売日\n" + lines(r, 5, 40, func() string {
		return fmt.Sprintf("%s,見本ノート%s,%d,%s,2026/%02d/%02d", anyValid(r), draw(r, 1, capitals), between(r, 10, 90)*10, "49"+digits(r, 11), between(r, 1, 12), between(r, 1, 28))
	})
}
