package auth

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/descope/virtualwebauthn"
)

const (
	passkeyHost   = "gateway.example.org"
	passkeyOrigin = "https://gateway.example.org:8443"
)

// bench is a house whose UI has a name, and a browser with an authenticator.
type bench struct {
	*house
	keys   *Passkeys
	site   virtualwebauthn.RelyingParty
	device virtualwebauthn.Authenticator
}

func onBench(t *testing.T, story func(*testing.T, *bench)) {
	t.Helper()
	on(t, func(t *testing.T, h *house) {
		keys, err := NewPasskeys(h.Service, passkeyOrigin)
		if err != nil {
			t.Fatal(err)
		}
		story(t, &bench{h, keys, virtualwebauthn.RelyingParty{Name: "Sekisho", ID: passkeyHost, Origin: passkeyOrigin}, virtualwebauthn.NewAuthenticator()})
	})
}

// create answers options as navigator.credentials.create does.
func (b *bench) create(options json.RawMessage, key virtualwebauthn.Credential) []byte {
	b.t.Helper()
	o, err := virtualwebauthn.ParseAttestationOptions(string(options))
	if err != nil {
		b.t.Fatal(err)
	}
	return []byte(virtualwebauthn.CreateAttestationResponse(b.site, b.device, key, *o))
}

// get answers options as navigator.credentials.get does; the key counts up by one.
func (b *bench) get(options json.RawMessage, key *virtualwebauthn.Credential) []byte {
	b.t.Helper()
	o, err := virtualwebauthn.ParseAssertionOptions(string(options))
	if err != nil {
		b.t.Fatal(err)
	}
	key.Counter++
	return []byte(virtualwebauthn.CreateAssertionResponse(b.site, b.device, *key, *o))
}

func (b *bench) options(options json.RawMessage, err error) json.RawMessage {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	return options
}

// newCredential makes a key on P-256. The library drops leading zeros of coordinates, which RFC 9053 section
// 7.1.1 forbids, so one key in 128 is no key: with whole ones, the COSE form has 77 bytes.
func newCredential() virtualwebauthn.Credential {
	for {
		if key := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2); len(key.Key.AttestationData()) == 77 {
			return key
		}
	}
}

// enrol registers a new key for an account.
func (b *bench) enrol(userID, name string) (*virtualwebauthn.Credential, Passkey, []string) {
	b.t.Helper()
	key := newCredential()
	options := b.options(b.keys.BeginRegistration(b.t.Context(), userID, name))
	made, recovery, err := b.keys.FinishRegistration(b.t.Context(), userID, "", b.create(options, key))
	if err != nil {
		b.t.Fatal(err)
	}
	b.device.Options.UserHandle = []byte(userID)
	return &key, made, recovery
}

func (b *bench) open() json.RawMessage {
	b.t.Helper()
	return b.options(b.keys.BeginLogin(b.t.Context(), Login{From: desk}))
}

func (b *bench) finish(answer []byte) (string, error) {
	return b.keys.FinishLogin(b.t.Context(), desk, "test", answer)
}

func (b *bench) refused(what string, answer []byte, part string) {
	b.t.Helper()
	secret, err := b.finish(answer)
	if !errors.Is(err, ErrPasskey) || !strings.Contains(err.Error(), part) || secret != "" {
		b.t.Errorf("%s: %v, want %q", what, err, part)
	}
}

func TestPasskeyAlone(t *testing.T) {
	onBench(t, func(t *testing.T, b *bench) {
		key, made, _ := b.enrol(b.admin.ID, "blue key")
		options := b.open()
		if !strings.Contains(string(options), `"userVerification":"required"`) || strings.Contains(string(options), "allowCredentials") {
			t.Errorf("%s", options)
		}
		secret, err := b.finish(b.get(options, key))
		if err != nil {
			t.Fatal(err)
		}
		p, session, err := b.BySession(t.Context(), secret)
		if err != nil || p.UserID != b.admin.ID || !b.Recent(session) {
			t.Errorf("%+v, %v", p, err)
		}
		keys, err := PasskeysOf(b.user(b.admin.ID))
		if err != nil || len(keys) != 1 || keys[0].ID != made.ID || keys[0].Name != "blue key" || !keys[0].Used.Equal(time.Now()) {
			t.Errorf("%+v, %v", keys, err)
		}
	})
}

func (b *bench) user(id string) User {
	b.t.Helper()
	u, err := b.store.User(b.t.Context(), id)
	if err != nil {
		b.t.Fatal(err)
	}
	return u
}

func TestPasskeyAsSecondFactor(t *testing.T) {
	onBench(t, func(t *testing.T, b *bench) {
		key, _, recovery := b.enrol(b.admin.ID, "blue key")
		if len(recovery) != recoveryCodes {
			t.Errorf("%d recovery codes", len(recovery))
		}
		var need *FactorError
		if _, err := b.login("aoki", phrase, "", desk); !errors.As(err, &need) || !errors.Is(err, ErrNoCode) || need.Code || !need.Passkey {
			t.Errorf("the password alone: %v", err)
		}
		if _, err := b.login("aoki", phrase, "123456", desk); !errors.Is(err, ErrWrong) {
			t.Errorf("a code where there are none: %v", err)
		}
		b.device.Options.UserNotVerified = true // a key without PIN
		options := b.options(b.keys.BeginLogin(t.Context(), Login{Name: "aoki", Password: phrase, From: desk}))
		if _, err := b.finish(b.get(options, key)); err != nil {
			t.Error(err)
		}
		if _, err := b.keys.BeginLogin(t.Context(), Login{Name: "aoki", Password: "a wrong password", From: desk}); !errors.Is(err, ErrWrong) {
			t.Errorf("%v", err)
		}
		if _, err := b.login("aoki", phrase, recovery[0], desk); err != nil {
			t.Errorf("a recovery code: %v", err)
		}
		b.device.Options.UserNotVerified = false
		options = b.options(b.keys.BeginLogin(t.Context(), Login{Name: "aoki", Password: phrase, From: desk}))
		if err := b.SetPassword(t.Context(), b.admin.ID, "three lamps, one harbour", ""); err != nil {
			t.Fatal(err)
		}
		b.refused("an old password", b.get(options, key), "changed meanwhile")
		b.add("mori", Viewer)
		if _, err := b.keys.BeginLogin(t.Context(), Login{Name: "mori", Password: phrase, From: desk}); !errors.Is(err, ErrNoPasskey) {
			t.Errorf("%v", err)
		}
	})
}

func TestPasskeysThatAreRefused(t *testing.T) {
	onBench(t, func(t *testing.T, b *bench) {
		key, _, _ := b.enrol(b.admin.ID, "blue key")
		good := b.get(b.open(), key)
		if _, err := b.finish(good); err != nil {
			t.Fatal(err)
		}
		b.refused("the same answer again", good, "challenge is used")

		b.site.Origin = "https://gateway.example.net:8443"
		b.refused("another origin", b.get(b.open(), key), "origin")
		b.site.Origin, b.site.ID = passkeyOrigin, "example.org"
		b.refused("another RP ID", b.get(b.open(), key), "authenticator response")
		b.site.ID = passkeyHost

		foreign := newCredential()
		b.refused("a credential of nobody's", b.get(b.open(), &foreign), "credential")
		foreign.ID = key.ID
		b.refused("another's signature", b.get(b.open(), &foreign), "signature")
		b.rest()

		b.device.Options.UserNotVerified = true
		b.refused("not verified", b.get(b.open(), key), "authenticator response")
		b.device.Options.UserNotVerified = false
		b.device.Options.UserHandle = []byte("somebody else")
		b.refused("no such account", b.get(b.open(), key), "no such account")
		b.device.Options.UserHandle = []byte(b.admin.ID)
		late := b.get(b.open(), key)
		time.Sleep(challengeLife)
		b.refused("too late", late, "older than")
		if _, err := b.finish(b.get(b.open(), key)); err != nil {
			t.Errorf("the good one, still: %v", err)
		}
	})
}

// rest waits until failures are forgotten.
func (b *bench) rest() { time.Sleep(forgetAfter + time.Minute) }

func TestPasskeyFailuresSlowDown(t *testing.T) {
	onBench(t, func(t *testing.T, b *bench) {
		key, _, _ := b.enrol(b.admin.ID, "blue key")
		foreign := newCredential()
		for range freeFailures {
			b.refused("a foreign key", b.get(b.open(), &foreign), "")
		}
		if _, err := b.keys.BeginLogin(t.Context(), Login{From: desk}); !errors.As(err, new(*WaitError)) {
			t.Errorf("%v", err)
		}
		options := b.options(b.keys.BeginLogin(t.Context(), Login{From: elsewhere}))
		if _, err := b.keys.FinishLogin(t.Context(), elsewhere, "", b.get(options, key)); err != nil {
			t.Errorf("from elsewhere: %v", err)
		}
	})
}

func TestPasskeyCounter(t *testing.T) {
	onBench(t, func(t *testing.T, b *bench) {
		key, _, _ := b.enrol(b.admin.ID, "blue key")
		key.Counter = 40
		if _, err := b.finish(b.get(b.open(), key)); err != nil {
			t.Fatal(err)
		}
		for _, counter := range []uint32{41, 40, 1} {
			key.Counter = counter - 1 // get counts up
			if _, err := b.finish(b.get(b.open(), key)); !errors.Is(err, ErrCopied) {
				t.Errorf("%d after 41: %v", counter, err)
			}
		}
		key.Counter = 41
		if _, err := b.finish(b.get(b.open(), key)); err != nil {
			t.Errorf("42 after 41: %v", err)
		}
	})
}

// TestPasskeyOfAnother: one account's key doesn't answer for another, nor register twice.
func TestPasskeyOfAnother(t *testing.T) {
	onBench(t, func(t *testing.T, b *bench) {
		mori := b.add("mori", Viewer)
		key, _, _ := b.enrol(b.admin.ID, "blue key")
		other, _, _ := b.enrol(mori.ID, "red key")
		b.device.Options.UserHandle = []byte(b.admin.ID)
		options := b.options(b.keys.BeginLogin(t.Context(), Login{Name: "aoki", Password: phrase, From: desk}))
		b.refused("mori's key for aoki", b.get(options, other), "credential")
		b.device.Options.UserHandle = []byte(mori.ID)
		b.refused("aoki's key under mori's handle", b.get(b.open(), key), "credential")

		options = b.options(b.keys.BeginRegistration(t.Context(), mori.ID, "green key"))
		answer := b.create(options, *key)
		if _, _, err := b.keys.FinishRegistration(t.Context(), mori.ID, "", answer); !errors.Is(err, ErrPasskey) || !strings.Contains(err.Error(), "registered already") {
			t.Errorf("aoki's key for mori: %v", err)
		}
		options = b.options(b.keys.BeginRegistration(t.Context(), b.admin.ID, "green key"))
		answer = b.create(options, newCredential())
		if _, _, err := b.keys.FinishRegistration(t.Context(), mori.ID, "", answer); !errors.Is(err, ErrPasskey) {
			t.Errorf("aoki's challenge for mori: %v", err)
		}
	})
}

func TestPasskeyRegistration(t *testing.T) {
	onBench(t, func(t *testing.T, b *bench) {
		mine, _ := b.in("aoki")
		other, _ := b.in("aoki")
		_, session, err := b.BySession(t.Context(), mine)
		if err != nil {
			t.Fatal(err)
		}
		options := b.options(b.keys.BeginRegistration(t.Context(), b.admin.ID, "青い鍵"))
		for _, part := range []string{`"residentKey":"preferred"`, `"userVerification":"required"`, `"id":"` + passkeyHost, `"timeout":300000`} {
			if !strings.Contains(string(options), part) {
				t.Errorf("no %s in %s", part, options)
			}
		}
		key := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeRSA)
		answer := b.create(options, key)
		made, recovery, err := b.keys.FinishRegistration(t.Context(), b.admin.ID, session.ID, answer)
		if err != nil || made.Name != "青い鍵" || len(recovery) == 0 {
			t.Fatalf("%+v, %v", made, err)
		}
		if _, _, err := b.BySession(t.Context(), mine); err != nil {
			t.Errorf("the session that enrolled: %v", err)
		}
		b.out(other)
		if _, _, err := b.keys.FinishRegistration(t.Context(), b.admin.ID, "", answer); !errors.Is(err, ErrPasskey) {
			t.Errorf("the same answer again: %v", err)
		}
		options = b.options(b.keys.BeginRegistration(t.Context(), b.admin.ID, "second"))
		if id := base64.RawURLEncoding.EncodeToString(key.ID); !strings.Contains(string(options), id) {
			t.Errorf("a known key is not excluded: %s", options)
		}
		b.device.Options.UserNotVerified = true
		if _, _, err := b.keys.FinishRegistration(t.Context(), b.admin.ID, "", b.create(options, newCredential())); !errors.Is(err, ErrPasskey) {
			t.Errorf("not verified: %v", err)
		}
	})
}

func TestPasskeyNames(t *testing.T) {
	onBench(t, func(t *testing.T, b *bench) {
		b.enrol(b.admin.ID, "blue key")
		for _, name := range []string{"", "blue key", "a\nb", strings.Repeat("x", maxPasskeyName+1), "\xff"} {
			if _, err := b.keys.BeginRegistration(t.Context(), b.admin.ID, name); err == nil {
				t.Errorf("%q is taken", name)
			}
		}
		for i := range maxPasskeys - 1 {
			b.enrol(b.admin.ID, fmt.Sprint("key ", i))
		}
		if _, err := b.keys.BeginRegistration(t.Context(), b.admin.ID, "one more"); err == nil || !strings.Contains(err.Error(), "remove one") {
			t.Errorf("%v", err)
		}
	})
}

func TestRemovePasskey(t *testing.T) {
	onBench(t, func(t *testing.T, b *bench) {
		_, first, recovery := b.enrol(b.admin.ID, "blue key")
		key, second, none := b.enrol(b.admin.ID, "red key")
		if len(none) != 0 {
			t.Error("recovery codes twice")
		}
		secret, err := b.login("aoki", phrase, recovery[1], desk)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.RemovePasskey(t.Context(), b.admin.ID, first.ID, ""); err != nil {
			t.Fatal(err)
		}
		b.out(secret)
		if err := b.RemovePasskey(t.Context(), b.admin.ID, first.ID, ""); !errors.Is(err, ErrNotFound) {
			t.Errorf("twice: %v", err)
		}
		options := b.open()
		if err := b.RemovePasskey(t.Context(), b.admin.ID, second.ID, ""); err != nil {
			t.Fatal(err)
		}
		b.refused("a removed key", b.get(options, key), "credential")
		if n := len(b.user(b.admin.ID).Recovery); n != 0 {
			t.Errorf("%d recovery codes are left without a second factor", n)
		}
		if _, err := b.login("aoki", phrase, "", desk); err != nil {
			t.Errorf("the password, which is all now: %v", err)
		}
		b.enrol(b.admin.ID, "blue key")
		if err := b.RemoveSecondFactor(t.Context(), b.admin.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := b.login("aoki", phrase, "", desk); err != nil {
			t.Errorf("the second factor was taken off: %v", err)
		}
	})
}

func TestDisabledAccountsHaveNoPasskeys(t *testing.T) {
	onBench(t, func(t *testing.T, b *bench) {
		mori := b.add("mori", Viewer)
		key, _, _ := b.enrol(mori.ID, "red key")
		options := b.open()
		if err := b.SetRole(t.Context(), mori.ID, 0, Viewer, true); err != nil {
			t.Fatal(err)
		}
		b.refused("disabled", b.get(options, key), "no such account")
	})
}

func TestOrigins(t *testing.T) {
	s := New(newMemory(), "Sekisho", time.Now)
	for _, origin := range []string{"https://gateway.example.org", "https://gw-2.office.example.org:8443", passkeyOrigin} {
		if _, err := NewPasskeys(s, origin); err != nil {
			t.Errorf("%s: %v", origin, err)
		}
	}
	for origin, part := range map[string]string{
		"https://192.0.2.1:8443": "IP address", "https://[2001:db8::1]": "IP address", "http://gateway.example.org": "https", "": "https",
		"https://gateway:8443":         "full domain name",
		"https://gateway.example.org/": "https://NAME", "https://Gateway.example.org": "lower case", "https://gateway.example.org:443": ":443",
		"https://aoki@gateway.example.org": "https://NAME", "https://": "https", "https://gateway.example.org:8443/ui": "https://NAME",
	} {
		if _, err := NewPasskeys(s, origin); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%s: %v, want %q", origin, err, part)
		}
	}
}

func TestPendingIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPending[int](time.Minute, time.Now)
		p.put("mine", "me", 1)
		for i := range 10 * maxPendingEach {
			time.Sleep(time.Millisecond)
			p.put(fmt.Sprint("flood", i), "flooder", i)
		}
		if n := len(p.waiting); n != maxPendingEach+1 {
			t.Errorf("%d wait", n)
		}
		for i := range maxPending - maxPendingEach - 1 {
			p.put(fmt.Sprint(i), netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}).String(), i)
		}
		if n := len(p.waiting); n != maxPending {
			t.Errorf("%d wait", n)
		}
		p.put("one more", "x", 0)
		if _, ok := p.take("mine"); ok || len(p.waiting) != maxPending {
			t.Errorf("the oldest is still there, of %d", len(p.waiting))
		}
		if _, ok := p.take("one more"); !ok {
			t.Error("the newest is gone")
		}
		time.Sleep(time.Minute)
		p.put("later", "x", 0)
		if n := len(p.waiting); n != 1 {
			t.Errorf("%d wait, though the time is over", n)
		}
	})
}

// FuzzPasskeyAnswers: nothing that a browser may bring panics, or lets anybody in.
func FuzzPasskeyAnswers(f *testing.F) {
	h := &house{store: newMemory()}
	h.Service = New(h.store, "Sekisho", time.Now)
	keys, err := NewPasskeys(h.Service, passkeyOrigin)
	if err != nil {
		f.Fatal(err)
	}
	site, device := virtualwebauthn.RelyingParty{ID: passkeyHost, Origin: passkeyOrigin}, virtualwebauthn.NewAuthenticator()
	key := newCredential()
	f.Add([]byte(virtualwebauthn.CreateAttestationResponse(site, device, key, virtualwebauthn.AttestationOptions{Challenge: make([]byte, 32)})))
	f.Add([]byte(virtualwebauthn.CreateAssertionResponse(site, device, key, virtualwebauthn.AssertionOptions{Challenge: make([]byte, 32)})))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, answer []byte) {
		if secret, err := keys.FinishLogin(t.Context(), desk, "", answer); !errors.Is(err, ErrPasskey) || secret != "" {
			t.Errorf("%v", err)
		}
		if _, _, err := keys.FinishRegistration(t.Context(), "x", "", answer); !errors.Is(err, ErrPasskey) {
			t.Errorf("%v", err)
		}
	})
}
