package detect

// placeholderParts are in values that documentation shows and programs replace.
var placeholderParts = []string{
	"example", "sample", "dummy", "placeholder", "changeme", "change_me", "change-me", "redacted", "xxxx", "****", "....",
	"your", "insert", "replace", "fixme", "foobar", "lorem", "notreal", "not-real", "abcdefgh", "12345678", "01234567",
	"deadbeef", "aaaaaa", "000000", "fake", "mock", "test-", "test_", "testing", "ここに", "入力", "例",
}

// isPlaceholder says whether a value stands for one that is not there.
func isPlaceholder(value []byte) bool {
	var room [512]byte
	return containsAny(fold(room[:0], value), placeholderParts)
}
