package auth

import "fmt"

// InputError says what is wrong with something that somebody has typed, so that they can mend
// it. Other errors are not theirs.
type InputError struct {
	Field string // name, password, role, scopes, expires, code, a key of ProviderConfig, or token: the request as a whole
	Text  string
}

func (e *InputError) Error() string { return e.Field + ": " + e.Text }

func wrong(field, format string, args ...any) error {
	return &InputError{field, fmt.Sprintf(format, args...)}
}
