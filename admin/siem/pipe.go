package siem

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"sekisho/admin/encode"
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

// plan makes a destination's pipe; stored is its secret where it has no file, and key that of
// pseudonyms.
func plan(d configs.Destination, stored string, o encode.Observer, key []byte) (*pipe, error) {
	secret := func() (string, error) { return stored, nil }
	if d.TokenFile != "" {
		secret = func() (string, error) { return secretFile(d.TokenFile) }
	}
	encoder, err := encoderOf(d, o)
	if err != nil {
		return nil, err
	}
	shape, err := newShape(d, key)
	if err != nil {
		return nil, err
	}
	target := Target{Destination: d, Secret: secret, ContentType: encoder.ContentType(), Host: o.Host}
	return &pipe{
		connect:  func() (Transport, error) { return NewTransport(target) },
		messages: (&encoding{encoder: encoder, shape: shape}).messages,
	}, nil
}

// encoderOf makes the encoder of a destination's format. To syslog each of them goes behind a header of
// RFC 5424, to everything else as it is.
func encoderOf(d configs.Destination, o encode.Observer) (encode.Encoder, error) {
	if d.Type == "syslog" {
		return encode.NewSyslog(encode.Format(cmp.Or(d.Format, string(encode.RFC5424))), o)
	}
	return encode.New(encode.Format(cmp.Or(d.Format, string(encode.ECS))), o)
}

// encoding makes a destination's messages.
type encoding struct {
	encoder encode.Encoder
	shape   *shape
	records []encode.Record
}

func (x *encoding) messages(dst []Message, e *event.Event, always bool) ([]Message, error) {
	e, wanted := x.shape.apply(e, always)
	if !wanted {
		return dst, nil
	}
	var err error
	if x.records, err = x.encoder.Encode(x.records[:0], e); err != nil {
		return dst, err
	}
	for _, r := range x.records {
		dst = append(dst, Message{Sequence: e.Sequence, ID: r.ID, Time: e.Time, Severity: encode.Severity(e), Body: r.Body})
	}
	return dst, nil
}

// trust finds the files of a destination that was added by API: they are given by their names in the directory
// that only the console writes, since what they hold is shown to the receiver.
func (e *Entry) trust(dir string) error {
	if e.Fixed {
		return nil
	}
	for _, file := range []*string{&e.TLS.CA, &e.TLS.Certificate, &e.TLS.Key} {
		if *file == "" {
			continue
		}
		if strings.ContainsAny(*file, `/\`) || strings.HasPrefix(*file, ".") {
			return errors.New("tls: files are given by their name in the directory trusted")
		}
		*file = filepath.Join(dir, *file)
	}
	return nil
}
