package siem

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"sekisho/configs"
	"sekisho/dataplane/event"
)

// pipe is what a destination's messages are made by and go through.
type pipe struct {
	// connect makes a transport, which opens its connection itself.
	connect func() (Transport, error)
	// messages appends those of an event: none, if it is left out. always: it is not, since it
	// tells of the shipping itself.
	messages func(dst []Message, e *event.Event, always bool) ([]Message, error)
}

// maxSecret bounds a file with a secret, in bytes.
const maxSecret = 16 << 10

// secretFile reads a file with one secret. Its error names the file only.
func secretFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read token_file: %w", err)
	}
	defer f.Close()
	b := make([]byte, maxSecret+1)
	n, err := io.ReadFull(f, b)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read token_file: %w", err)
	}
	secret := strings.TrimSpace(string(b[:n]))
	if n > maxSecret || secret == "" || strings.ContainsAny(secret, "\r\n\x00") {
		return "", fmt.Errorf("read token_file: %s must have one line of at most %d bytes", path, maxSecret)
	}
	return secret, nil
}

// plan makes a destination's pipe; stored is its secret where it has no file.
func plan(d configs.Destination, stored, host string) (*pipe, error) {
	secret := func() (string, error) { return stored, nil }
	if d.TokenFile != "" {
		secret = func() (string, error) { return secretFile(d.TokenFile) }
	}
	target := Target{Destination: d, Secret: secret, ContentType: "application/json", Host: host}
	return &pipe{
		connect:  func() (Transport, error) { return NewTransport(target) },
		messages: ecsMessages,
	}, nil
}

// ecsMessages gives an event the form in which it is stored.
func ecsMessages(dst []Message, e *event.Event, _ bool) ([]Message, error) {
	body, err := e.AppendJSON(nil)
	if err != nil {
		return dst, fmt.Errorf("encode event: %w", err)
	}
	return append(dst, Message{Sequence: e.Sequence, ID: e.ID, Time: e.Time, Severity: severity(e), Body: body}), nil
}

// severity is that of syslog (RFC 5424, section 6.2.1): what was blocked is a warning, the
// appliance's own trouble an error, all else information.
func severity(e *event.Event) int {
	switch {
	case e.Kind == event.PipelineError:
		return 3
	case e.Action == "block":
		return 4
	case e.Kind == event.Alert:
		return 5
	}
	return 6
}
