package auth

import (
	"slices"
)

// Role is what an account is for.
type Role string

// Roles.
const (
	Viewer   Role = "viewer"   // sees events, with masked samples, and the policy
	Operator Role = "operator" // drafts and tries policies
	Admin    Role = "admin"    // puts them in force, and keeps the appliance
	Auditor  Role = "auditor"  // sees everything, the audit log too, and changes nothing
	// NoRole may do nothing. An account has it when its identity provider gives it none any more.
	NoRole Role = "none"
)

// Roles lists those that an account can be given.
func Roles() []Role { return []Role{Viewer, Operator, Admin, Auditor} }

// ParseRole reads a role's name.
func ParseRole(s string) (Role, error) {
	if !slices.Contains(Roles(), Role(s)) {
		return "", wrong("role", "must be viewer, operator, admin or auditor, not %q", s)
	}
	return Role(s), nil
}

// Permission is one thing that somebody may do.
type Permission string

// Permissions.
const (
	OwnAccount     Permission = "account.own"     // one's own password, second factor, sessions
	ReadEvents     Permission = "events.read"     // events, rollups, live stream
	ExportEvents   Permission = "events.export"   // in bulk
	ReadPolicy     Permission = "policy.read"     // in force, revisions, blame
	DraftPolicy    Permission = "policy.draft"    // edit, check, simulate
	ApplyPolicy    Permission = "policy.apply"    // put in force, confirm, revert, roll back
	ApprovePolicy  Permission = "policy.approve"  // somebody else's draft
	ReadGeo        Permission = "geo.read"        // where an address lies, and why
	TestDetectors  Permission = "detectors.test"  // try a text or a file
	ReadStatus     Permission = "status.read"     // queues, databases, health, metrics
	ReadSettings   Permission = "settings.read"   //
	ChangeSettings Permission = "settings.change" // of the admin process, certificates
	ManageUsers    Permission = "users.manage"    // accounts, roles, others' sessions
	ManageTokens   Permission = "tokens.manage"   // API tokens of one's own and others
	ReadAudit      Permission = "audit.read"      //
	Backup         Permission = "backup"          // make and restore one
	ReadShipping   Permission = "shipping.read"   // where events are sent to, and how far
	ManageShipping Permission = "shipping.manage" //
)

// table is the only place that says who may do what (ASVS 8.2.1).
var table = []struct {
	permission Permission
	roles      []Role
}{
	{OwnAccount, []Role{Viewer, Operator, Admin, Auditor}},
	{ReadEvents, []Role{Viewer, Operator, Admin, Auditor}},
	{ExportEvents, []Role{Operator, Admin, Auditor}},
	{ReadPolicy, []Role{Viewer, Operator, Admin, Auditor}},
	{DraftPolicy, []Role{Operator, Admin}},
	{ApplyPolicy, []Role{Admin}},
	{ApprovePolicy, []Role{Admin}},
	{ReadGeo, []Role{Viewer, Operator, Admin, Auditor}},
	{TestDetectors, []Role{Operator, Admin}},
	{ReadStatus, []Role{Viewer, Operator, Admin, Auditor}},
	{ReadSettings, []Role{Operator, Admin, Auditor}},
	{ChangeSettings, []Role{Admin}},
	{ManageUsers, []Role{Admin}},
	{ManageTokens, []Role{Admin}},
	{ReadAudit, []Role{Admin, Auditor}},
	{Backup, []Role{Admin}},
	{ReadShipping, []Role{Operator, Admin, Auditor}},
	{ManageShipping, []Role{Admin}},
}

// Permissions lists all of them.
func Permissions() []Permission {
	out := make([]Permission, len(table))
	for i, line := range table {
		out[i] = line.permission
	}
	return out
}

// Of lists the permissions of a role.
func Of(r Role) []Permission {
	var out []Permission
	for _, line := range table {
		if slices.Contains(line.roles, r) {
			out = append(out, line.permission)
		}
	}
	return out
}

// Principal is who asks for something, as found out by a session or a token.
type Principal struct {
	UserID string
	Name   string
	Role   Role
	// Session is the ID of the session, and Token that of the API token: one of the two.
	Session string
	Token   string
	// Scopes cut a token's permissions down to some of its owner's; nil: all of them.
	Scopes []Permission
}

// May reports whether the principal has a permission.
func (p *Principal) May(wanted Permission) bool {
	if p == nil || p.Scopes != nil && !slices.Contains(p.Scopes, wanted) {
		return false
	}
	for _, line := range table {
		if line.permission == wanted {
			return slices.Contains(line.roles, p.Role)
		}
	}
	return false
}
