package auth

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pquerna/otp/totp"
)

var (
	desk      = netip.MustParseAddr("10.0.0.5")
	elsewhere = netip.MustParseAddr("2001:db8:7::1")
)

const phrase = "green kettle, seven boats"

// desk-side story: a service with one admin.
type house struct {
	t     *testing.T
	store *memory
	*Service
	admin User
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, store: newMemory()}
	h.Service = New(h.store, "Sekisho", time.Now)
	h.admin = h.add("aoki", Admin)
	return h
}

func (h *house) add(name string, role Role) User {
	h.t.Helper()
	u, err := h.AddUser(h.t.Context(), NewUser{Name: name, Role: role, Password: phrase})
	if err != nil {
		h.t.Fatal(err)
	}
	return u
}

func (h *house) login(name, password, code string, from netip.Addr) (string, error) {
	return h.Login(h.t.Context(), Login{Name: name, Password: password, Code: code, From: from, Agent: "test"})
}

func (h *house) in(name string) (string, *Principal) {
	h.t.Helper()
	secret, err := h.login(name, phrase, "", desk)
	if err != nil {
		h.t.Fatal(err)
	}
	p, _, err := h.BySession(h.t.Context(), secret)
	if err != nil {
		h.t.Fatal(err)
	}
	return secret, p
}

func (h *house) out(secret string) {
	h.t.Helper()
	if _, _, err := h.BySession(h.t.Context(), secret); !errors.Is(err, ErrNotFound) {
		h.t.Errorf("the session is still good: %v", err)
	}
}

// on runs a story in a bubble, where time passes at once.
func on(t *testing.T, story func(*testing.T, *house)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { story(t, newHouse(t)) })
}

func TestPasswords(t *testing.T) {
	for password, part := range map[string]string{
		"short": "needs 12", "aaaaaaaaaaaaaaaa": "repeats", "abcdefghijklm": "counts up", "nmlkjihgfedcba": "counts",
		"password123456": "first that anybody tries", "Correct horse battery staple": "first that anybody tries",
		"sekisho-aoki-2026!": "account's name", "with\x00control chars": "typed", "\xff\xfe not text, sure": "typed",
		strings.Repeat("long and longer ", 20): "at most 256", "１２３４５６７８９": "needs 12",
	} {
		if err := CheckNew(password, "aoki"); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%.20q: %v, want %q", password, err, part)
		}
	}
	for _, password := range []string{phrase, "緑のやかんと七そうの舟がゆく", "tr0ub4dor&3&more"} {
		if err := CheckNew(password, "aoki"); err != nil {
			t.Errorf("%q: %v", password, err)
		}
	}
	p := NewPasswords()
	hash, err := p.Hash(t.Context(), phrase)
	if err != nil || strings.Contains(hash, "kettle") {
		t.Fatal(hash, err)
	}
	for password, want := range map[string]bool{phrase: true, phrase + " ": false, "": false} {
		if got, err := p.Is(t.Context(), password, hash); got != want || err != nil {
			t.Errorf("%q: %v, %v", password, got, err)
		}
	}
	if got, err := p.Is(t.Context(), phrase, ""); got || err != nil {
		t.Errorf("no account: %v, %v", got, err)
	}
	if _, err := p.Is(t.Context(), phrase, "$argon2id$v=19$m=1,t=1,p=1$AAAA$AAAA"); err == nil || strings.Contains(err.Error(), "AAAA") {
		t.Errorf("a damaged hash: %v", err)
	}
}

func TestBusy(t *testing.T) {
	p := NewPasswords()
	for range argonAtOnce {
		p.room <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Hash(ctx, phrase); !errors.Is(err, ErrBusy) {
		t.Errorf("%v", err)
	}
}

func TestLoginSaysNothingOfWhatWasWrong(t *testing.T) {
	on(t, func(t *testing.T, h *house) {
		gone := h.add("gone", Viewer)
		if err := h.SetRole(t.Context(), gone.ID, 0, Viewer, true); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"aoki", "nobody", "gone", ""} {
			password := "wrong password, sorry"
			if name == "gone" {
				password = phrase
			}
			if _, err := h.login(name, password, "", desk); err == nil || err.Error() != ErrWrong.Error() {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestFailuresSlowDown the one who makes them, and nobody else.
func TestFailuresSlowDown(t *testing.T) {
	on(t, func(t *testing.T, h *house) {
		for range freeFailures {
			if _, err := h.login("aoki", "a wrong password", "", elsewhere); !errors.Is(err, ErrWrong) {
				t.Fatal(err)
			}
		}
		var wait *WaitError
		if _, err := h.login("aoki", phrase, "", elsewhere); !errors.As(err, &wait) {
			t.Errorf("the sixth from there: %v", err)
		}
		neighbour := netip.MustParseAddr("2001:db8:7::ffff")
		if _, err := h.login("aoki", phrase, "", neighbour); !errors.As(err, &wait) {
			t.Errorf("another address of the same network: %v", err)
		}
		if _, err := h.login("aoki", phrase, "", desk); err != nil {
			t.Errorf("the holder, from elsewhere: %v", err)
		}
		time.Sleep(wait.For)
		if _, err := h.login("aoki", phrase, "", elsewhere); err != nil {
			t.Errorf("after the wait: %v", err)
		}
	})
}

func TestOneNetworkCannotTryManyAccounts(t *testing.T) {
	now := time.Now()
	l := NewLimiter(func() time.Time { return now })
	for i := range freeFailures * networkFactor {
		l.Failed(strings.Repeat("x", i+1), desk)
	}
	if err := l.Check("another", desk); !errors.As(err, new(*WaitError)) {
		t.Errorf("%v", err)
	}
	if err := l.Check("another", elsewhere); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
	now = now.Add(2 * forgetAfter)
	if err := l.Check("another", desk); err != nil {
		t.Errorf("later: %v", err)
	}
}

func TestLimiterIsBounded(t *testing.T) {
	l := NewLimiter(time.Now)
	for i := range 3 * maxTracked {
		l.Failed("x", netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}))
	}
	if n := len(l.tracked); n > maxTracked+2 {
		t.Errorf("%d are tracked", n)
	}
}

func TestSessionsEnd(t *testing.T) {
	on(t, func(t *testing.T, h *house) {
		secret, _ := h.in("aoki")
		for range 3 {
			time.Sleep(IdleLimit - time.Minute)
			if _, _, err := h.BySession(t.Context(), secret); err != nil {
				t.Fatalf("in use: %v", err)
			}
		}
		time.Sleep(IdleLimit + time.Second)
		h.out(secret)
	})
	on(t, func(t *testing.T, h *house) {
		secret, _ := h.in("aoki")
		for began := time.Now(); time.Since(began) < AbsoluteLimit-time.Minute; time.Sleep(20 * time.Minute) {
			if _, _, err := h.BySession(t.Context(), secret); err != nil {
				t.Fatalf("in use: %v", err)
			}
		}
		time.Sleep(2 * time.Minute)
		h.out(secret)
	})
}

func TestSessionsAreOverWhen(t *testing.T) {
	on(t, func(t *testing.T, h *house) {
		viewer := h.add("mori", Viewer)
		for what, end := range map[string]func(secret string) error{
			"logged out":       func(s string) error { return h.Logout(t.Context(), s) },
			"password changed": func(string) error { return h.SetPassword(t.Context(), viewer.ID, phrase, "") },
			"role changed":     func(string) error { return h.SetRole(t.Context(), viewer.ID, 0, Operator, false) },
			"second factor":    func(string) error { return h.RemoveTOTP(t.Context(), viewer.ID) },
			"verified again": func(string) error {
				_, p := h.in("mori")
				_, err := h.Verify(t.Context(), p, Login{Password: phrase, From: desk})
				return errors.Join(err, h.EndOthers(t.Context(), viewer.ID, ""))
			},
		} {
			secret, _ := h.in("mori")
			if err := end(secret); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			h.out(secret)
		}
		secret, _ := h.in("mori")
		if err := h.RemoveUser(t.Context(), viewer.ID); err != nil {
			t.Fatal(err)
		}
		h.out(secret)
	})
}

// TestSecretsAreNotKept: what the store has lets nobody in.
func TestSecretsAreNotKept(t *testing.T) {
	on(t, func(t *testing.T, h *house) {
		secret, p := h.in("aoki")
		text, token, err := h.IssueToken(t.Context(), p, NewToken{Name: "grafana", Scopes: []Permission{ReadEvents}, Expires: time.Now().Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range h.store.sessions {
			h.out(string(s.Hash))
			h.out(s.ID)
			if string(s.Hash) == secret {
				t.Error("the store has the session's secret")
			}
		}
		if strings.Contains(text, string(token.Hash)) || !strings.HasPrefix(text, "sekisho_") {
			t.Errorf("the token's text")
		}
	})
}

func TestTokens(t *testing.T) {
	on(t, func(t *testing.T, h *house) {
		_, p := h.in("aoki")
		text, token, err := h.IssueToken(t.Context(), p, NewToken{Name: "grafana", Scopes: []Permission{ReadEvents},
			Networks: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, Expires: time.Now().Add(time.Hour)})
		if err != nil {
			t.Fatal(err)
		}
		who, err := h.ByToken(t.Context(), text, desk)
		if err != nil || !who.May(ReadEvents) || who.May(ApplyPolicy) || who.May(ReadPolicy) {
			t.Errorf("%+v, %v", who, err)
		}
		if mapped := netip.AddrFrom16(desk.As16()); true {
			if _, err := h.ByToken(t.Context(), text, mapped); err != nil {
				t.Errorf("the same address in an IPv6 socket's form: %v", err)
			}
		}
		if _, _, err := h.IssueToken(t.Context(), who, NewToken{Name: "more", Scopes: []Permission{ReadEvents}, Expires: time.Now().Add(time.Hour)}); err == nil {
			t.Error("a token made a token")
		}
		for what, text := range map[string]string{"another secret": text[:len(text)-4] + "AAAA", "no secret": "sekisho_" + token.ID, "not a token": "Bearer", "": ""} {
			if _, err := h.ByToken(t.Context(), text, desk); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if _, err := h.ByToken(t.Context(), text, elsewhere); !errors.Is(err, ErrNotFound) {
			t.Errorf("from another network: %v", err)
		}
		time.Sleep(time.Hour)
		if _, err := h.ByToken(t.Context(), text, desk); !errors.Is(err, ErrNotFound) {
			t.Errorf("expired: %v", err)
		}
	})
}

func TestTokensGiveNoMoreThanOneHas(t *testing.T) {
	on(t, func(t *testing.T, h *house) {
		h.add("mori", Viewer)
		_, p := h.in("mori")
		for want, n := range map[string]NewToken{
			"you don't have policy.apply": {Name: "x", Scopes: []Permission{ApplyPolicy}, Expires: time.Now().Add(time.Hour)},
			"unknown permission":          {Name: "x", Scopes: []Permission{"root"}, Expires: time.Now().Add(time.Hour)},
			"one permission":              {Name: "x", Expires: time.Now().Add(time.Hour)},
			"in the future":               {Name: "x", Scopes: []Permission{ReadEvents}, Expires: time.Now()},
			"days ahead":                  {Name: "x", Scopes: []Permission{ReadEvents}, Expires: time.Now().Add(2 * MaxTokenLife)},
			"name":                        {Scopes: []Permission{ReadEvents}, Expires: time.Now().Add(time.Hour)},
		} {
			if _, _, err := h.IssueToken(t.Context(), p, n); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v, want %q", err, want)
			}
		}
	})
}

func TestSecondFactor(t *testing.T) {
	on(t, func(t *testing.T, h *house) {
		e, err := h.Enrol("aoki")
		if err != nil || !strings.HasPrefix(e.URI, "otpauth://totp/Sekisho:aoki?") {
			t.Fatalf("%v %v", e.URI, err)
		}
		code := func() string {
			c, err := totp.GenerateCode(e.Secret, time.Now())
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		if _, err := h.ConfirmTOTP(t.Context(), h.admin.ID, e.Secret, "000000", ""); !errors.As(err, new(*InputError)) {
			t.Errorf("a wrong code enrols: %v", err)
		}
		recovery, err := h.ConfirmTOTP(t.Context(), h.admin.ID, e.Secret, code(), "")
		if err != nil || len(recovery) != recoveryCodes {
			t.Fatalf("%d codes, %v", len(recovery), err)
		}
		if _, err := h.login("aoki", phrase, "", desk); !errors.Is(err, ErrNoCode) {
			t.Errorf("no code: %v", err)
		}
		if _, err := h.login("aoki", phrase, code(), desk); !errors.Is(err, ErrWrong) {
			t.Errorf("the code that enrolled, again: %v", err)
		}
		time.Sleep(time.Minute)
		c := code()
		if _, err := h.login("aoki", "a wrong password", c, desk); !errors.Is(err, ErrWrong) {
			t.Errorf("%v", err)
		}
		if _, err := h.login("aoki", phrase, c, desk); err != nil {
			t.Errorf("a good code: %v", err)
		}
		if _, err := h.login("aoki", phrase, c, desk); !errors.Is(err, ErrWrong) {
			t.Errorf("a code used twice: %v", err)
		}
		if _, err := h.login("aoki", phrase, strings.ToLower(recovery[3]), desk); err != nil {
			t.Errorf("a recovery code: %v", err)
		}
		if _, err := h.login("aoki", phrase, recovery[3], desk); !errors.Is(err, ErrWrong) {
			t.Errorf("a recovery code used twice: %v", err)
		}
	})
}

func TestSetup(t *testing.T) {
	on(t, func(t *testing.T, _ *house) {
		s := New(newMemory(), "Sekisho", time.Now)
		if need, err := s.NeedsSetup(t.Context()); !need || err != nil {
			t.Fatalf("%v, %v", need, err)
		}
		token, err := s.NewSetup(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		n := NewUser{Name: "aoki", Password: phrase}
		if _, _, err := s.Setup(t.Context(), token+"x", n, desk, ""); !errors.Is(err, ErrSetup) {
			t.Errorf("a wrong token: %v", err)
		}
		if _, _, err := s.Setup(t.Context(), token, NewUser{Name: "aoki", Password: "short"}, desk, ""); err == nil {
			t.Error("a short password")
		}
		u, secret, err := s.Setup(t.Context(), token, n, desk, "")
		if err != nil || u.Role != Admin {
			t.Fatalf("%+v %v", u, err)
		}
		if _, _, err := s.BySession(t.Context(), secret); err != nil {
			t.Error(err)
		}
		if _, _, err := s.Setup(t.Context(), token, NewUser{Name: "second", Password: phrase}, desk, ""); !errors.Is(err, ErrSetup) {
			t.Errorf("a token used twice: %v", err)
		}
		if need, err := s.NeedsSetup(t.Context()); need || err != nil {
			t.Errorf("%v, %v", need, err)
		}
		token, err = s.NewSetup(t.Context())
		time.Sleep(SetupLife)
		if _, _, late := s.Setup(t.Context(), token, NewUser{Name: "third", Password: phrase}, desk, ""); err != nil || !errors.Is(late, ErrSetup) {
			t.Errorf("%v, a day later: %v", err, late)
		}
	})
}

func TestTheLastAdminStays(t *testing.T) {
	on(t, func(t *testing.T, h *house) {
		for what, err := range map[string]error{
			"removed": h.RemoveUser(t.Context(), h.admin.ID), "made viewer": h.SetRole(t.Context(), h.admin.ID, 0, Viewer, false),
			"disabled": h.SetRole(t.Context(), h.admin.ID, 0, Admin, true),
		} {
			if err == nil {
				t.Errorf("the last admin was %s", what)
			}
		}
		h.add("second", Admin)
		if err := h.RemoveUser(t.Context(), h.admin.ID); err != nil {
			t.Error(err)
		}
	})
}

func TestBadAccounts(t *testing.T) {
	on(t, func(t *testing.T, h *house) {
		for _, n := range []NewUser{
			{Name: "aoki", Role: Admin, Password: phrase}, {Name: "", Role: Admin, Password: phrase}, {Name: "<b>x</b>", Role: Admin, Password: phrase},
			{Name: "Mori", Role: Viewer, Password: phrase}, {Name: "mori", Role: "root", Password: phrase}, {Name: "mori", Role: Viewer},
			{Name: strings.Repeat("x", 65), Role: Viewer, Password: phrase}, {Name: setupAccount, Role: Viewer, Password: phrase},
		} {
			if _, err := h.AddUser(t.Context(), n); err == nil {
				t.Errorf("%+v", n.Name)
			}
		}
	})
}

// TestTable: each role has what its description promises, and nobody has what the table doesn't name.
func TestTable(t *testing.T) {
	for role, wants := range map[Role]string{
		Viewer:   "account.own events.read policy.read geo.read status.read",
		Operator: "account.own events.read events.export policy.read policy.draft geo.read detectors.test status.read settings.read shipping.read",
		Auditor:  "account.own events.read events.export policy.read geo.read status.read settings.read audit.read shipping.read",
	} {
		var got []string
		for _, p := range Of(role) {
			got = append(got, string(p))
		}
		if strings.Join(got, " ") != wants {
			t.Errorf("%s may %v", role, got)
		}
	}
	if !slices.Equal(Of(Admin), Permissions()) {
		t.Errorf("admin may %v", Of(Admin))
	}
	var nobody *Principal
	for _, p := range Permissions() {
		if nobody.May(p) || (&Principal{Role: "root"}).May(p) || (&Principal{Role: NoRole}).May(p) || (&Principal{Role: Admin, Scopes: []Permission{}}).May(p) {
			t.Errorf("nobody may %s", p)
		}
	}
	if (&Principal{Role: Admin}).May("root") {
		t.Error("an unknown permission is granted")
	}
}

// FuzzToken: no text may panic, or let anybody in.
func FuzzToken(f *testing.F) {
	for _, s := range []string{"", "sekisho_", "sekisho_a_b", "sekisho__", "Bearer sekisho_a_b"} {
		f.Add(s)
	}
	s := New(newMemory(), "Sekisho", time.Now)
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := s.ByToken(context.Background(), text, desk); err == nil {
			t.Errorf("%+v", p)
		}
		if p, _, err := s.BySession(context.Background(), text); err == nil {
			t.Errorf("%+v", p)
		}
		if err := CheckNew(text, "aoki"); err == nil && len(text) < minPassword {
			t.Error("a short password is taken")
		}
	})
}
