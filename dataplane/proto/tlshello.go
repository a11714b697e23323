package proto

import (
	"crypto/md5" //nolint:gosec // JA3 is defined with it
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Extensions looked at (IANA TLS ExtensionType values).
const (
	extServerName  = 0x0000
	extGroups      = 0x000a
	extPoints      = 0x000b
	extSignatures  = 0x000d
	extALPN        = 0x0010
	extVersions    = 0x002b
	extECH         = 0xfe0d // RFC 9849
	helloListMax   = 4096   // entries of one list
	ja4Unknown     = "000000000000"
	ja4CountMax    = 99
	helloRandomLen = 32
)

// clientHello is what RFC 8446 4.1.2 lets everyone see.
type clientHello struct {
	version    uint16
	ciphers    []uint16
	extensions []uint16 // in the order sent
	groups     []uint16
	points     []byte
	signatures []uint16
	versions   []uint16
	alpn       []string
	name       string
	hasName    bool
	ech        bool
}

type serverHello struct {
	version uint16
	alpn    string
}

// wire reads big-endian fields off the front; past the end it gives zeros and
// remembers that it is short.
type wire struct {
	b     []byte
	short bool
}

func (w *wire) bytes(n int) []byte {
	if n > len(w.b) {
		w.b, w.short = nil, true
		return nil
	}
	v := w.b[:n]
	w.b = w.b[n:]
	return v
}

func (w *wire) uint8() int {
	if v := w.bytes(1); v != nil {
		return int(v[0])
	}
	return 0
}

func (w *wire) uint16() int { return w.uint8()<<8 | w.uint8() }

// list8 and list16 read a vector behind its length.
func (w *wire) list8() wire  { return wire{b: w.bytes(w.uint8())} }
func (w *wire) list16() wire { return wire{b: w.bytes(w.uint16())} }

func (w *wire) uint16s() []uint16 {
	var list []uint16
	for len(w.b) > 1 && len(list) < helloListMax {
		list = append(list, uint16(w.uint16()))
	}
	return list
}

// parseClientHello reads the body of a client hello; nil means that it is none.
// Missing extensions are fine, a cut one is not.
func parseClientHello(b []byte) *clientHello {
	w := wire{b: b}
	h := &clientHello{version: uint16(w.uint16())}
	w.bytes(helloRandomLen)
	w.list8() // session id
	ciphers := w.list16()
	h.ciphers = ciphers.uint16s()
	w.list8() // compression
	if w.short {
		return nil
	}
	eachExtension(w, h.extension)
	return h
}

func eachExtension(w wire, f func(id uint16, v wire)) {
	if len(w.b) == 0 {
		return
	}
	list := w.list16()
	for n := 0; len(list.b) > 3 && n < helloListMax; n++ {
		id := uint16(list.uint16())
		f(id, list.list16())
	}
}

func (h *clientHello) extension(id uint16, v wire) {
	h.extensions = append(h.extensions, id)
	switch id {
	case extServerName:
		h.hasName = true
		h.name = serverName(v)
	case extGroups:
		l := v.list16()
		h.groups = l.uint16s()
	case extPoints:
		l := v.list8()
		h.points = l.b
	case extSignatures:
		l := v.list16()
		h.signatures = l.uint16s()
	case extVersions:
		l := v.list8()
		h.versions = l.uint16s()
	case extALPN:
		h.alpn = alpnNames(v)
	case extECH:
		h.ech = true
	}
}

// serverName takes the first host name (RFC 6066 3).
func serverName(v wire) string {
	list := v.list16()
	for len(list.b) > 0 {
		kind := list.uint8()
		name := list.list16()
		if kind == 0 {
			return strings.ToLower(string(name.b))
		}
	}
	return ""
}

func alpnNames(v wire) []string {
	var names []string
	list := v.list16()
	for len(list.b) > 0 && len(names) < helloListMax {
		n := list.list8()
		names = append(names, string(n.b))
	}
	return names
}

// parseServerHello reads the version chosen, which TLS 1.3 keeps in an extension.
func parseServerHello(b []byte) *serverHello {
	w := wire{b: b}
	h := &serverHello{version: uint16(w.uint16())}
	w.bytes(helloRandomLen)
	w.list8()
	w.bytes(3) // cipher suite, compression
	if w.short {
		return nil
	}
	eachExtension(w, func(id uint16, v wire) {
		switch {
		case id == extVersions:
			h.version = uint16(v.uint16())
		case id == extALPN:
			h.alpn = strings.Join(alpnNames(v), "")
		}
	})
	return h
}

// isGREASE tells values that clients send to keep servers tolerant (RFC 8701).
func isGREASE(v uint16) bool { return v&0x0f0f == 0x0a0a && v>>8 == v&0xff }

func withoutGREASE(list []uint16) []uint16 {
	return slices.DeleteFunc(slices.Clone(list), isGREASE)
}

// ja3 is the fingerprint that Salesforce published in 2017: the MD5 of the hello's
// numbers in decimal.
func (h *clientHello) ja3() string {
	points := make([]uint16, len(h.points))
	for i, p := range h.points {
		points[i] = uint16(p)
	}
	text := strings.Join([]string{
		strconv.Itoa(int(h.version)), decimals(h.ciphers), decimals(h.extensions), decimals(h.groups), decimals(points),
	}, ",")
	sum := md5.Sum([]byte(text)) //nolint:gosec // a name, not a protection
	return hex.EncodeToString(sum[:])
}

func decimals(list []uint16) string {
	var out []byte
	for _, v := range withoutGREASE(list) {
		out = strconv.AppendUint(out, uint64(v), 10)
		out = append(out, '-')
	}
	return strings.TrimSuffix(string(out), "-")
}

// ja4 is FoxIO's client fingerprint of 2023 (the BSD-licensed part of that family);
// transport is 't' over TCP and 'q' over QUIC.
func (h *clientHello) ja4(transport byte) string {
	ciphers, extensions := withoutGREASE(h.ciphers), withoutGREASE(h.extensions)
	name := byte('i')
	if h.hasName {
		name = 'd'
	}
	return fmt.Sprintf("%c%s%c%02d%02d%s_%s_%s", transport, h.ja4Version(), name,
		min(len(ciphers), ja4CountMax), min(len(extensions), ja4CountMax), h.ja4ALPN(),
		ja4Hash(hexSorted(ciphers)), h.ja4Extensions(extensions))
}

// ja4Version is the highest version offered.
func (h *clientHello) ja4Version() string {
	v := h.version
	if offered := withoutGREASE(h.versions); len(offered) > 0 {
		v = slices.Max(offered)
	}
	switch v {
	case 0x0304, 0x0303, 0x0302, 0x0301:
		return "1" + strconv.Itoa(int(v&0xff)-1)
	case 0x0300:
		return "s3"
	case 0x0002:
		return "s2"
	}
	return "00"
}

// ja4ALPN is the first and last character of the first protocol offered, or of its
// hexadecimal form if either is no letter or digit.
func (h *clientHello) ja4ALPN() string {
	if len(h.alpn) == 0 || h.alpn[0] == "" {
		return "00"
	}
	v := h.alpn[0]
	if !isAlnum(v[0]) || !isAlnum(v[len(v)-1]) {
		v = hex.EncodeToString([]byte(v))
	}
	return string([]byte{v[0], v[len(v)-1]})
}

// ja4Extensions hashes the sorted extensions but for name and ALPN, which say where
// rather than who, and the signature algorithms as sent.
func (h *clientHello) ja4Extensions(list []uint16) string {
	rest := slices.DeleteFunc(list, func(v uint16) bool { return v == extServerName || v == extALPN })
	text := hexSorted(rest)
	if signatures := withoutGREASE(h.signatures); len(signatures) > 0 && text != "" {
		text += "_" + hexList(signatures)
	}
	return ja4Hash(text)
}

func hexSorted(list []uint16) string {
	list = slices.Clone(list)
	slices.Sort(list)
	return hexList(list)
}

func hexList(list []uint16) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = fmt.Sprintf("%04x", v)
	}
	return strings.Join(words, ",")
}

// ja4Hash is the start of the SHA-256, or zeros for nothing.
func ja4Hash(text string) string {
	if text == "" {
		return ja4Unknown
	}
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])[:len(ja4Unknown)]
}
