package detect

// placeholderParts are in values that documentation shows and programs replace.
var placeholderParts = []string{
	"example", "sample", "dummy", "placeholder", "changeme", "change_me", "change-me", "redacted", "xxxx", "****", "....",
	"your", "insert", "replace", "fixme", "foobar", "lorem", "notreal", "not-real", "abcdefgh", "12345678", "01234567",
	"deadbeef", "aaaaaa", "000000", "1a2b3c", "a1b2c3", "abc123", "d41d8cd98f00b204", "da39a3ee5e6b4b0d", "e3b0c44298fc1c14", "fake", "mock", "test-", "test_", "testing", "ここに", "入力", "例",
}

// publishedExamples are credentials that RFC 5849, RFC 6749, RFC 6750 and RFC 7662 and the
// manuals of services show, and that thousands of pages repeat.
var publishedExamples = map[string]bool{
	"2YotnFZFEjr1zCsicMWpAA": true, "tGzv3JOkF0XG5Qx2TlKWIA": true, "gX1fBat3bV": true, "7Fjfp0ZBr1KtDRbnfVdmIw": true, "mF_9.B5f-4.1JqM": true, "SplxlOBeZQQYbYS6WxSbIA": true,
	"dpf43f3p2l4k3l03": true, "kd94hf93k423kf44": true, "pfkkdhi9sl3r4s00": true, "hh5s93j4hdidpola": true, "0685bd9184jfhq22": true, "ghp_16C7e42F292c6912E7710c838347Ae178B4a": true, "ad180jjd733klru7": true, "j49sk3j29djd": true, "kkk9d7dh3k39sjv7": true, "hdhd0244k9j7ao03": true, "nnch734d00sl2jdk": true,
	"xvz1evFS4wEEPTGEFPHBog": true, "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb": true, "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw": true, "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE": true,
}

// isPlaceholder says whether a value stands for one that is not there.
func isPlaceholder(value []byte) bool {
	var room [512]byte
	return publishedExamples[string(value)] || containsAny(fold(room[:0], value), placeholderParts)
}
