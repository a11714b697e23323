package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"sekisho/admin/auth"
	"sekisho/admin/query"
	"sekisho/admin/siem"
	"sekisho/admin/state"
	"sekisho/admin/store"
	"sekisho/dataplane/control"
	"sekisho/dataplane/policy"
)

// problem is an answer that says no (RFC 9457). It is also the error that handlers return
// where none of another package says it better.
type problem struct {
	Type   string `json:"type" doc:"always about:blank; see code"`
	Title  string `json:"title" doc:"the status in words"`
	Status int    `json:"status"`
	// Code tells programs which it is.
	Code    string `json:"code" doc:"what is wrong, for programs"`
	Detail  string `json:"detail,omitempty" doc:"what is wrong, for people"`
	Request string `json:"request_id,omitempty" doc:"by which the log has it"`
	// Methods are those of the second factor that the account has.
	Methods []string `json:"methods,omitempty" doc:"by which the second factor can be shown: code, passkey, recovery"`
	// Field, Position and Lines say where in the request it is.
	Field    string           `json:"field,omitempty" doc:"of the request that is at fault"`
	Position int              `json:"position,omitempty" doc:"of the character at fault in a query, from 1"`
	Lines    []control.AtLine `json:"lines,omitempty" doc:"what is wrong with a policy's text"`

	Revision int `json:"revision,omitempty" doc:"number of the one in force, where a draft was made for another"`

	retry time.Duration // after which it may be better; 0: not said
}

func (p *problem) Error() string { return p.Detail }

// Codes of problems.
const (
	codeInvalid     = "invalid"            // the request makes no sense
	codeNotFound    = "not_found"          //
	codeMethod      = "method_not_allowed" //
	codeLogin       = "login_needed"       //
	codeCredentials = "wrong_credentials"  //
	codeSecond      = "code_needed"        // of the second factor
	codeStale       = "verify_needed"      // log in again to do this
	codeForbidden   = "forbidden"          //
	codeCrossSite   = "cross_site"         // the request comes from another site's page
	codeHost        = "unknown_host"       //
	codeConflict    = "conflict"           //
	codeChanged     = "changed"            // by somebody else, since it was read
	codeOvertaken   = "overtaken"          // another revision has come in force since the draft began
	codeVersion     = "version_needed"     // If-Match is missing
	codePolicy      = "invalid_policy"     //
	codeTooLarge    = "too_large"          //
	codeMediaType   = "media_type"         //
	codeTooMany     = "too_many"           //
	codeBusy        = "busy"               //
	codeDataplane   = "no_dataplane"       // it can't be asked
	codeInternal    = "internal"           //
)

func fault(status int, code, detail string) *problem {
	return &problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

// invalid says which field of a request is wrong.
func invalid(field, detail string) *problem {
	p := fault(http.StatusBadRequest, codeInvalid, field+": "+detail)
	p.Field = field
	return p
}

// known are errors that mean one thing wherever they come from.
var known = []struct {
	err    error
	status int
	code   string
}{
	{store.ErrNoEvent, http.StatusNotFound, codeNotFound},
	{siem.ErrUnknown, http.StatusNotFound, codeNotFound},
	{siem.ErrExists, http.StatusConflict, codeConflict},
	{auth.ErrConflict, http.StatusConflict, codeConflict},
	{state.ErrOwn, http.StatusForbidden, codeForbidden},
	{state.ErrUnapproved, http.StatusConflict, codeConflict},
	{state.ErrFull, http.StatusConflict, codeTooMany},
	{auth.ErrProvider, http.StatusUnauthorized, codeCredentials},
	{auth.ErrNoRole, http.StatusForbidden, codeForbidden},
	{auth.ErrDisabled, http.StatusForbidden, codeForbidden},
	{auth.ErrPasskey, http.StatusUnauthorized, codeCredentials},
	{auth.ErrNoPasskey, http.StatusUnauthorized, codeCredentials},
	{auth.ErrCopied, http.StatusUnauthorized, codeCredentials},
	{auth.ErrProvider, http.StatusUnauthorized, codeCredentials},
	{auth.ErrNoRole, http.StatusForbidden, codeForbidden},
	{auth.ErrDisabled, http.StatusForbidden, codeForbidden},
	{auth.ErrForeign, http.StatusForbidden, codeForbidden},
	{auth.ErrWrong, http.StatusUnauthorized, codeCredentials},
	{auth.ErrSetup, http.StatusUnauthorized, codeCredentials},
	{auth.ErrStale, http.StatusForbidden, codeStale},
	{auth.ErrBusy, http.StatusServiceUnavailable, codeBusy},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, codeBusy},
}

// problemOf turns any error into a problem. What is not known is the appliance's own fault: its text is for
// the log only.
func problemOf(err error) *problem {
	var p *problem
	if errors.As(err, &p) {
		copied := *p
		return &copied
	}
	if p := typed(err); p != nil {
		return p
	}
	if errors.Is(err, auth.ErrNotFound) {
		return fault(http.StatusNotFound, codeNotFound, "it doesn't exist, or no longer does")
	}
	for _, k := range known {
		if errors.Is(err, k.err) {
			return fault(k.status, k.code, k.err.Error())
		}
	}
	return fault(http.StatusInternalServerError, codeInternal, "the appliance could not do it; its log says why")
}

// changedMeanwhile is a conflict with what the request's If-Match says.
func changedMeanwhile(err error) error {
	if errors.Is(err, auth.ErrConflict) {
		return fault(http.StatusPreconditionFailed, codeChanged, "somebody else has changed it meanwhile; read it again")
	}
	return err
}

// typed knows errors that carry more than their text.
func typed(err error) *problem {
	var wait *auth.WaitError
	var factor *auth.FactorError
	var input *auth.InputError
	var text *query.Error
	var lines policy.Errors
	var refused *control.Error
	var overtaken *state.OvertakenError
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &wait):
		p := fault(http.StatusTooManyRequests, codeTooMany, wait.Error())
		p.retry = wait.For
		return p
	case errors.As(err, &factor):
		return needed(factor)
	case errors.As(err, &input):
		return invalid(input.Field, input.Text)
	case errors.As(err, &text):
		p := invalid("query", text.Text)
		p.Position = text.Position
		return p
	case errors.As(err, &lines):
		return ofPolicy(lines)
	case errors.As(err, &refused):
		return ofDataplane(refused)
	case errors.As(err, &overtaken):
		p := fault(http.StatusConflict, codeOvertaken, overtaken.Error())
		p.Revision = overtaken.InForce
		return p
	case errors.As(err, &large):
		return fault(http.StatusRequestEntityTooLarge, codeTooLarge, "the request's body is too large")
	}
	return nil
}

// needed says which second factor there is.
func needed(e *auth.FactorError) *problem {
	p := fault(http.StatusUnauthorized, codeSecond, e.Error())
	if e.Code {
		p.Methods = append(p.Methods, "code")
	}
	if e.Passkey {
		p.Methods = append(p.Methods, "passkey")
	}
	p.Methods = append(p.Methods, "recovery")
	return p
}

func ofPolicy(lines policy.Errors) *problem {
	p := fault(http.StatusUnprocessableEntity, codePolicy, "the policy is not valid")
	p.Lines = atLines(lines)
	return p
}

func atLines(lines policy.Errors) []control.AtLine {
	out := make([]control.AtLine, len(lines))
	for i, l := range lines {
		out[i] = control.AtLine{Line: l.Line, Message: l.Message}
	}
	return out
}

// ofDataplane passes on what the dataplane said no to.
func ofDataplane(e *control.Error) *problem {
	switch e.Code {
	case control.Invalid:
		p := fault(http.StatusUnprocessableEntity, codePolicy, e.Message)
		p.Lines = e.Lines
		return p
	case control.Conflict:
		return fault(http.StatusConflict, codeConflict, e.Message)
	}
	return fault(http.StatusBadGateway, codeDataplane, "the dataplane could not do it: "+e.Message)
}
