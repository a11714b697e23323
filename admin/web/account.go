package web

import (
	"context"

	"sekisho/admin/auth"
)

// newPassword is what one's own password is to be.
type newPassword struct {
	Password string `json:"password" max:"1024" doc:"12 characters or more; 15 are better"`
}

func (s *Server) setOwnPassword(ctx context.Context, c *call, in of[newPassword]) (nothing, error) {
	c.changed("account "+c.who.Name, "", "")
	return nothing{}, s.options.Auth.SetPassword(ctx, c.who.UserID, in.Body.Password, c.who.Session)
}

// enrolment is what an app for one-time codes needs. It is shown once.
type enrolment struct {
	Secret string `json:"secret" doc:"in base32"`
	URI    string `json:"uri" doc:"otpauth://, for a QR code"`
}

func (s *Server) beginTOTP(_ context.Context, c *call, _ nothing) (enrolment, error) {
	e, err := s.options.Auth.Enrol(c.who.Name)
	return enrolment(e), err
}

// enrolled shows that an app has the secret.
type enrolled struct {
	Secret string `json:"secret" min:"16" max:"128"`
	Code   string `json:"code" min:"6" max:"6"`
}

// recovery has the codes that let in without the app, each once.
type recovery struct {
	Codes []string `json:"recovery_codes"`
}

func (s *Server) confirmTOTP(ctx context.Context, c *call, in of[enrolled]) (recovery, error) {
	c.changed("account "+c.who.Name, "", "")
	codes, err := s.options.Auth.ConfirmTOTP(ctx, c.who.UserID, in.Body.Secret, in.Body.Code, c.who.Session)
	return recovery{codes}, err
}

func (s *Server) removeOwnTOTP(ctx context.Context, c *call, _ nothing) (nothing, error) {
	c.changed("account "+c.who.Name, "", "")
	c.cookies = append(c.cookies, auth.Cookie("")) // its sessions end
	return nothing{}, s.options.Auth.RemoveTOTP(ctx, c.who.UserID)
}
