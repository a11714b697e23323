package proto

import (
	"bytes"
	"compress/flate"
	"io"
	"testing"
)

// frame writes a server's (unmasked) or client's (masked) frame.
func frame(first byte, mask bool, payload []byte) []byte {
	b := []byte{first, byte(len(payload))}
	if len(payload) > 125 {
		b = append([]byte{first, 126}, words(uint16(len(payload)))...)
	}
	if !mask {
		return append(b, payload...)
	}
	b[1] |= 0x80
	key := []byte{9, 8, 7, 6}
	b = append(b, key...)
	for i, c := range payload {
		b = append(b, c^key[i&3])
	}
	return b
}

// deflated compresses messages as RFC 7692 has it, each referring to those before.
func deflated(t *testing.T, messages ...string) [][]byte {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, 9)
	if err != nil {
		t.Fatal(err)
	}
	var list [][]byte
	for _, m := range messages {
		_, _ = io.WriteString(w, m)
		_ = w.Flush()
		list = append(list, bytes.TrimSuffix(bytes.Clone(out.Bytes()), []byte(wsFlushEnd)))
		out.Reset()
	}
	return list
}

const (
	wsAsk   = "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"
	wsGrant = "HTTP/1.1 101 ok\r\nUpgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
)

func TestCompressedMessagesAreOneDeflateBody(t *testing.T) {
	list := deflated(t, "name: Taro, tel 1\n", "name: Taro, tel 2\n")
	half := len(list[1]) / 2
	wire := string(frame(0xc1, true, list[0])) + string(frame(0x41, true, list[1][:half])) +
		string(frame(0x89, true, []byte("ping"))) + string(frame(0x80, true, list[1][half:]))
	for _, size := range []int{0, 1, 5} {
		_, c := talk(t, size, turn{Out, wsAsk}, turn{In, wsGrant}, turn{Out, wire})
		packed := c.bodies(Out, "websocket.message")
		got := make([]byte, 36)
		if _, err := io.ReadFull(flate.NewReader(bytes.NewReader([]byte(packed))), got); err != nil {
			t.Fatal(err)
		}
		if string(got) != "name: Taro, tel 1\nname: Taro, tel 2\n" || c.bodies(Out, "websocket.control") != "ping" {
			t.Errorf("cut %d: %q\n%s", size, got, c)
		}
	}
}

func TestLongAndBrokenFrames(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789"), 1000)
	_, c := talk(t, 0, turn{Out, wsAsk}, turn{In, wsGrant}, turn{Out, string(frame(2, true, long)) + string(frame(0x80, true, long)) + "\x8fbroken"})
	if got := c.bodies(Out, "websocket.message"); got != string(long)+string(long) {
		t.Errorf("message of %d bytes", len(got))
	}
	if got := c.bodies(Out, "tcp.payload"); got != "\x8fbroken" {
		t.Errorf("behind it %q", got)
	}
}
