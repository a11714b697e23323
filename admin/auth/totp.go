package auth

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// One-time codes, RFC 6238, with what every app takes: SHA-1, six digits, 30 seconds.
const (
	codeDigits = 6
	codePeriod = 30 // seconds
	// codeSkew is how many periods a clock may be off, either way.
	codeSkew = 1
	// totpSecret is the length of a secret in bytes, that of SHA-1 (RFC 4226 section 4).
	totpSecret = 20
)

const (
	recoveryCodes = 10
	recoveryBytes = 10 // 80 bits: can't be guessed, and can be typed
)

// Enrolment is what somebody needs to set up one-time codes: it is shown once.
type Enrolment struct {
	Secret string // base32
	URI    string // otpauth://, for a QR code
}

// Enrol makes a secret. Nothing changes until ConfirmTOTP.
func (s *Service) Enrol(account string) (Enrolment, error) {
	key, err := totp.Generate(totp.GenerateOpts{
		Issuer: s.issuer, AccountName: account, Period: codePeriod, SecretSize: totpSecret,
		Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1,
	})
	if err != nil {
		return Enrolment{}, fmt.Errorf("make a secret for one-time codes: %w", err)
	}
	return Enrolment{key.Secret(), key.URL()}, nil
}

// ConfirmTOTP enrols an account with a secret that a code shows to work, and gives its recovery codes: they
// are shown once. The account's other sessions end.
func (s *Service) ConfirmTOTP(ctx context.Context, userID, secret, code, session string) (recovery []string, err error) {
	u, err := s.store.User(ctx, userID)
	if err != nil {
		return nil, err
	}
	u.TOTP = secret
	switch err := s.useCode(ctx, u, code); {
	case errors.Is(err, ErrWrong):
		return nil, wrong("code", "is not the one that the app shows for this secret now")
	case errors.Is(err, otp.ErrValidateSecretInvalidBase32):
		return nil, wrong("secret", "is not one that this appliance has given")
	case err != nil:
		return nil, err
	}
	recovery, u.Recovery = newRecovery()
	return recovery, s.changeFactors(ctx, u, session)
}

// RemoveTOTP takes one-time codes off an account, and ends its sessions. See RemoveSecondFactor.
func (s *Service) RemoveTOTP(ctx context.Context, userID string) error {
	u, err := s.store.User(ctx, userID)
	if err != nil {
		return err
	}
	u.TOTP = ""
	return s.changeFactors(ctx, u, "")
}

// useCode checks a code and uses its time step up: each code works once (RFC 6238 section 5.2).
func (s *Service) useCode(ctx context.Context, u User, code string) error {
	step, ok, err := stepOf(u.TOTP, code, s.now())
	if err != nil {
		return err
	}
	if !ok {
		return ErrWrong
	}
	fresh, err := s.store.UseStep(ctx, u.ID, step)
	if err == nil && !fresh {
		err = ErrWrong
	}
	return err
}

// stepOf finds the time step that a code belongs to.
func stepOf(secret, code string, now time.Time) (step int64, ok bool, err error) {
	for skew := -codeSkew; skew <= codeSkew; skew++ {
		at := now.Add(time.Duration(skew) * codePeriod * time.Second)
		right, err := totp.ValidateCustom(code, secret, at, totp.ValidateOpts{Period: codePeriod, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil && len(code) == codeDigits {
			return 0, false, fmt.Errorf("check one-time code: %w", err)
		}
		if right {
			return at.Unix() / codePeriod, true, nil
		}
	}
	return 0, false, nil
}

// newRecovery makes codes such as ABCD-EFGH-IJKL-MNOP, each good once.
func newRecovery() (codes []string, hashes [][]byte) {
	for range recoveryCodes {
		b := make([]byte, recoveryBytes)
		rand.Read(b)
		plain := base32.StdEncoding.EncodeToString(b)
		codes = append(codes, plain[:4]+"-"+plain[4:8]+"-"+plain[8:12]+"-"+plain[12:])
		hashes = append(hashes, hashOf(plain))
	}
	return codes, hashes
}

// normalRecovery takes a code as people type it.
func normalRecovery(code string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(code))
}
