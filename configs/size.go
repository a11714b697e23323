package configs

import (
	"strconv"
	"strings"

	"sekisho/configs/strict"
)

// units are the IEC 80000-13 prefixes; a size without one is in bytes.
var units = []struct {
	suffix string
	shift  uint
}{{"KiB", 10}, {"MiB", 20}, {"GiB", 30}, {"TiB", 40}}

// size reads a number of bytes from low to high.
func size(n strict.Node, low, high, fallback int64) int64 {
	word := n.Word("")
	if word == "" {
		return fallback
	}
	v, ok := parseSize(word)
	if !ok || v < low || v > high {
		n.Errorf("must be a size from %s to %s such as %s, not %s",
			formatSize(low), formatSize(high), formatSize(fallback), strict.Quote(word))
		return fallback
	}
	return v
}

func parseSize(word string) (int64, bool) {
	shift := uint(0)
	for _, u := range units {
		if number, ok := strings.CutSuffix(word, u.suffix); ok {
			word, shift = strings.TrimSpace(number), u.shift
		}
	}
	v, err := strconv.ParseUint(word, 10, 63)
	if err != nil || v > (1<<63-1)>>shift {
		return 0, false
	}
	return int64(v << shift), true
}

// formatSize shows a size in the largest unit that divides it.
func formatSize(v int64) string {
	for i := len(units) - 1; i >= 0; i-- {
		if u := units[i]; v != 0 && v%(1<<u.shift) == 0 {
			return strconv.FormatInt(v>>u.shift, 10) + u.suffix
		}
	}
	return strconv.FormatInt(v, 10)
}
