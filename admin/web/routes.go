package web

import (
	"net/http"

	"sekisho/admin/auth"
)

const (
	get    = http.MethodGet
	post   = http.MethodPost
	put    = http.MethodPut
	remove = http.MethodDelete
)

// routes is the table of all that can be asked, and by whom.
func (s *Server) routes() []route {
	return []route{
		{method: get, path: "/api/v1/setup", summary: "Does the appliance wait for its first admin?", action: does(s.setupNeeded)},
		{method: post, path: "/api/v1/setup", summary: "Make the first admin with the console's token", audit: "setup", created: true, action: does(s.setUp)},

		{method: post, path: "/api/v1/session", summary: "Log in", audit: "session.login", created: true, action: does(s.logIn)},
		{method: get, path: "/api/v1/session", summary: "Who am I, and what may I do?", needs: auth.OwnAccount, action: does(s.whoAmI)},
		{method: remove, path: "/api/v1/session", summary: "Log out", needs: auth.OwnAccount, session: true, audit: "session.logout", action: does(s.logOut)},
		{method: post, path: "/api/v1/session/verify", summary: "Prove again who I am", needs: auth.OwnAccount, session: true, audit: "session.verify", action: does(s.verify)},
		{method: get, path: "/api/v1/sessions", summary: "List sessions", needs: auth.OwnAccount, session: true, action: does(s.listSessions)},
		{method: remove, path: "/api/v1/sessions/{id}", summary: "End a session", needs: auth.OwnAccount, session: true, audit: "session.end", action: does(s.endSession)},

		{method: put, path: "/api/v1/account/password", summary: "Change my password; my other sessions end", needs: auth.OwnAccount, fresh: true, audit: "account.password", action: does(s.setOwnPassword)},
		{method: post, path: "/api/v1/account/totp", summary: "Get a secret for one-time codes; nothing changes yet", needs: auth.OwnAccount, fresh: true, action: does(s.beginTOTP)},
		{method: put, path: "/api/v1/account/totp", summary: "Use one-time codes from now on", needs: auth.OwnAccount, fresh: true, audit: "account.totp", action: does(s.confirmTOTP)},
		{method: remove, path: "/api/v1/account/totp", summary: "Use one-time codes no longer; my sessions end", needs: auth.OwnAccount, fresh: true, audit: "account.totp.remove", action: does(s.removeOwnTOTP)},

		{method: get, path: "/api/v1/users", summary: "List accounts", needs: auth.ManageUsers, action: does(s.listUsers)},
		{method: post, path: "/api/v1/users", summary: "Make an account", needs: auth.ManageUsers, fresh: true, audit: "user.add", etag: true, created: true, action: does(s.addUser)},
		{method: get, path: "/api/v1/users/{id}", summary: "Read an account", needs: auth.ManageUsers, etag: true, action: does(s.user)},
		{method: put, path: "/api/v1/users/{id}", summary: "Change an account's role, or disable it", needs: auth.ManageUsers, fresh: true, audit: "user.change", etag: true, action: does(s.changeUser)},
		{method: remove, path: "/api/v1/users/{id}", summary: "Remove an account", needs: auth.ManageUsers, fresh: true, audit: "user.remove", action: does(s.removeUser)},
		{method: put, path: "/api/v1/users/{id}/password", summary: "Give somebody a new password", needs: auth.ManageUsers, fresh: true, audit: "user.password", action: does(s.setPassword)},
		{method: remove, path: "/api/v1/users/{id}/second-factor", summary: "Take somebody's second factor off: codes and passkeys", needs: auth.ManageUsers, fresh: true, audit: "user.second_factor.remove", action: does(s.removeSecondFactor)},

		{method: get, path: "/api/v1/tokens", summary: "List API tokens", needs: auth.ManageTokens, action: does(s.listTokens)},
		{method: post, path: "/api/v1/tokens", summary: "Make an API token", needs: auth.ManageTokens, fresh: true, audit: "token.add", created: true, action: does(s.issueToken)},
		{method: remove, path: "/api/v1/tokens/{id}", summary: "Remove an API token", needs: auth.ManageTokens, session: true, audit: "token.remove", action: does(s.removeToken)},

		{method: get, path: "/api/v1/openapi.json", summary: "This description", action: does(s.openAPI)},
		{method: get, path: "/metrics", summary: "Counters, for Prometheus", needs: auth.ReadStatus, produces: metricsType, action: does(s.writeMetrics)},
		{method: get, path: "/healthz", summary: "Does the admin process answer?", action: does(s.healthy)},
		{method: get, path: "/readyz", summary: "Can it do its work?", action: does(s.ready)},
		{method: get, path: "/", summary: "What this is", produces: "text/html; charset=utf-8", action: does(s.page)},
	}
}
