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
	return append(s.shippingRoutes(), []route{
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

		{method: get, path: "/api/v1/account/passkeys", summary: "List my passkeys", needs: auth.OwnAccount, session: true, action: does(s.listPasskeys)},
		{method: post, path: "/api/v1/account/passkeys/begin", summary: "Begin to register a passkey", needs: auth.OwnAccount, fresh: true, action: does(s.beginPasskey)},
		{method: post, path: "/api/v1/account/passkeys", summary: "Register a passkey; my other sessions end", needs: auth.OwnAccount, fresh: true, audit: "account.passkey", created: true, action: does(s.addPasskey)},
		{method: remove, path: "/api/v1/account/passkeys/{id}", summary: "Remove a passkey; my other sessions end", needs: auth.OwnAccount, fresh: true, audit: "account.passkey.remove", action: does(s.removePasskey)},
		{method: post, path: "/api/v1/session/passkey/begin", summary: "Begin to log in by a passkey", action: does(s.beginPasskeyLogin)},
		{method: post, path: "/api/v1/session/passkey", summary: "Log in by a passkey", audit: "session.login", created: true, action: does(s.passkeyLogIn)},

		{method: get, path: "/api/v1/oidc", summary: "Is there an identity provider to log in by?", action: does(s.providerConfigured)},
		{method: post, path: "/api/v1/oidc/begin", summary: "Say where to log in by the identity provider", action: does(s.beginProvider)},
		{method: get, path: "/api/v1/oidc/callback", summary: "Come back from the identity provider", audit: "session.login", produces: htmlType, page: s.cameBackInVain, action: does(s.providerCameBack)},

		{method: get, path: "/api/v1/policy", summary: "Read the policy in force, and what waits for its confirmation", needs: auth.ReadPolicy, action: does(s.policy)},
		{method: post, path: "/api/v1/policy/check", summary: "Say what is wrong with a policy, by line", needs: auth.ReadPolicy, body: policyBody, action: does(s.checkPolicy)},
		{method: post, path: "/api/v1/policy/edit", summary: "Change a policy's text as a form asks, with comments and order kept, and read it for the form", needs: auth.ReadPolicy, body: policyBody, action: does(s.editPolicy)},
		{method: post, path: "/api/v1/policy/explain", summary: "Say what would happen to a flow and why, rule by rule", needs: auth.ReadPolicy, body: policyBody, action: does(s.explain)},
		{method: post, path: "/api/v1/policy/confirm", summary: "Let a change of the policy stay", needs: auth.ApplyPolicy, audit: byState, action: does(s.confirmPolicy)},
		{method: post, path: "/api/v1/policy/revert", summary: "Take a change of the policy back before its time", needs: auth.ApplyPolicy, audit: byState, action: does(s.revertPolicy)},
		{method: get, path: "/api/v1/policy/history", summary: "List what was put in force, confirmed and taken back", needs: auth.ReadPolicy, action: does(s.history)},
		{method: get, path: "/api/v1/rules", summary: "List the rules in force, with their hits", needs: auth.ReadPolicy, action: does(s.rules)},

		{method: get, path: "/api/v1/drafts", summary: "List drafts, without their texts", needs: auth.ReadPolicy, action: does(s.listDrafts)},
		{method: post, path: "/api/v1/drafts", summary: "Begin a draft", needs: auth.DraftPolicy, audit: "draft.add", body: policyBody, etag: true, created: true, action: does(s.addDraft)},
		{method: get, path: "/api/v1/drafts/{id}", summary: "Read a draft", needs: auth.ReadPolicy, etag: true, action: does(s.draft)},
		{method: put, path: "/api/v1/drafts/{id}", summary: "Change a draft", needs: auth.DraftPolicy, audit: "draft.change", body: policyBody, etag: true, action: does(s.changeDraft)},
		{method: remove, path: "/api/v1/drafts/{id}", summary: "Remove a draft", needs: auth.DraftPolicy, audit: "draft.remove", action: does(s.removeDraft)},
		{method: get, path: "/api/v1/drafts/{id}/diff", summary: "Say what a draft changes, by line and by rule", needs: auth.ReadPolicy, action: does(s.diffDraft)},
		{method: post, path: "/api/v1/drafts/{id}/approve", summary: "Approve somebody else's draft", needs: auth.ApprovePolicy, session: true, audit: "draft.approve", etag: true, action: does(s.approveDraft)},
		{method: post, path: "/api/v1/drafts/{id}/apply", summary: "Put a draft in force until it is confirmed or its time is over", needs: auth.ApplyPolicy, audit: byState, action: does(s.applyDraft)},

		{method: post, path: "/api/v1/drafts/{id}/simulation", summary: "Try a draft on recorded and established flows", needs: auth.DraftPolicy, created: true, action: does(s.beginSimulation)},
		{method: get, path: "/api/v1/simulations/{id}", summary: "Read how far a simulation is, and its result", needs: auth.DraftPolicy, action: does(s.simulation)},
		{method: remove, path: "/api/v1/simulations/{id}", summary: "Cancel a simulation, or forget it", needs: auth.DraftPolicy, action: does(s.cancelSimulation)},

		{method: get, path: "/api/v1/revisions", summary: "List revisions, without their texts", needs: auth.ReadPolicy, action: does(s.listRevisions)},
		{method: get, path: "/api/v1/revisions/{number}", summary: "Read a revision", needs: auth.ReadPolicy, action: does(s.revision)},
		{method: get, path: "/api/v1/revisions/{number}/diff", summary: "Say what a revision changed", needs: auth.ReadPolicy, action: does(s.diffRevision)},
		{method: get, path: "/api/v1/revisions/{number}/blame", summary: "Say of each rule which revision last changed it", needs: auth.ReadPolicy, action: does(s.blame)},
		{method: post, path: "/api/v1/revisions/{number}/rollback", summary: "Begin a draft with the text of a revision", needs: auth.DraftPolicy, audit: "draft.rollback", etag: true, created: true, action: does(s.rollBack)},

		{method: get, path: "/api/v1/events", summary: "Search events", needs: auth.ReadEvents, action: does(s.events)},
		{method: get, path: "/api/v1/events/export", summary: "Save events", needs: auth.ExportEvents, audit: "events.export", long: true, produces: ndjsonType + ", " + csvType, action: does(s.export)},
		{method: get, path: "/api/v1/events/live", summary: "Follow events as they come (server-sent events)", needs: auth.ReadEvents, long: true, produces: liveType, action: does(s.live)},
		{method: get, path: "/api/v1/events/gaps", summary: "List gaps in the sequence of events", needs: auth.ReadEvents, action: does(s.gaps)},
		{method: get, path: "/api/v1/events/{sequence}", summary: "Read an event", needs: auth.ReadEvents, action: does(s.event)},
		{method: post, path: "/api/v1/events/{sequence}/rule", summary: "Propose a rule that would have decided an event's flow", needs: auth.DraftPolicy, action: does(s.propose)},
		{method: get, path: "/api/v1/overview", summary: "Say what left in a span of time and where to, by every dimension, with a series over time", needs: auth.ReadEvents, action: does(s.overview)},
		{method: get, path: "/api/v1/rollups/{dimension}", summary: "Count events along a dimension", needs: auth.ReadEvents, action: does(s.rollup)},
		{method: get, path: "/api/v1/flows", summary: "List the flows that the dataplane watches now", needs: auth.ReadEvents, action: does(s.flows)},

		{method: get, path: "/api/v1/queries", summary: "List saved searches, mine and shared ones", needs: auth.ReadEvents, action: does(s.listQueries)},
		{method: post, path: "/api/v1/queries", summary: "Save a search", needs: auth.ReadEvents, audit: "query.add", etag: true, created: true, action: does(s.addQuery)},
		{method: put, path: "/api/v1/queries/{id}", summary: "Change a search of mine", needs: auth.ReadEvents, audit: "query.change", etag: true, action: does(s.changeQuery)},
		{method: remove, path: "/api/v1/queries/{id}", summary: "Remove a search of mine", needs: auth.ReadEvents, audit: "query.remove", action: does(s.removeQuery)},

		{method: get, path: "/api/v1/geo/lookup", summary: "Say where addresses lie, with all evidence", needs: auth.ReadGeo, action: does(s.lookup)},
		{method: post, path: "/api/v1/detectors/test", summary: "Say what detectors find in a text or a file, of which nothing is kept", needs: auth.TestDetectors, body: maxScan, action: does(s.testDetectors)},
		{method: get, path: "/api/v1/vocabulary", summary: "List the words that policies and queries are made of", needs: auth.ReadPolicy, action: does(s.vocabulary)},
		{method: get, path: "/api/v1/interfaces", summary: "List network interfaces of the box", needs: auth.ReadStatus, action: does(s.interfaces)},
		{method: get, path: "/api/v1/status", summary: "Say how the dataplane, its queues and the index do", needs: auth.ReadStatus, action: does(s.status)},

		{method: get, path: "/api/v1/geo/databases", summary: "List the databases that say where addresses lie, with their ages", needs: auth.ReadGeo, action: does(s.geoDatabases)},
		{method: get, path: "/api/v1/appliance", summary: "Read what of the dataplane's configuration can be set, and where each value comes from", needs: auth.ReadSettings, etag: true, action: does(s.applianceSettings)},
		{method: put, path: "/api/v1/appliance", summary: "Set it over the configuration file: all at once, in place of what was set; what is absent is the file's again", needs: auth.ChangeSettings, fresh: true, audit: "appliance.change", etag: true, action: does(s.changeAppliance)},
		{method: get, path: "/api/v1/selftest", summary: "Say whether traffic would be judged as configured", needs: auth.ReadStatus, action: does(s.selfTest)},

		{method: get, path: "/api/v1/settings", summary: "List settings", needs: auth.ReadSettings, action: does(s.listSettings)},
		{method: get, path: "/api/v1/settings/{name}", summary: "Read a setting", needs: auth.ReadSettings, etag: true, action: does(s.setting)},
		{method: put, path: "/api/v1/settings/{name}", summary: "Change a setting", needs: auth.ChangeSettings, fresh: true, audit: "setting.change", etag: true, action: does(s.changeSetting)},
		{method: get, path: "/api/v1/certificate", summary: "Read the certificate that clients are shown", needs: auth.ReadSettings, action: does(s.certificate)},
		{method: put, path: "/api/v1/certificate", summary: "Show another certificate", needs: auth.ChangeSettings, fresh: true, audit: "certificate.upload", body: 256 << 10, action: does(s.uploadCertificate)},
		{method: remove, path: "/api/v1/certificate", summary: "Go back to the appliance's own certificate", needs: auth.ChangeSettings, fresh: true, audit: "certificate.remove", action: does(s.forgetCertificate)},

		{method: post, path: "/api/v1/backup", summary: "Make a backup, encrypted with a passphrase", needs: auth.Backup, fresh: true, audit: "backup.make", produces: fileType, action: does(s.makeBackup)},
		{method: post, path: "/api/v1/restore", summary: "Restore a backup: its policy becomes a draft", needs: auth.Backup, fresh: true, audit: "backup.restore", body: maxRestore * 3 / 2, action: does(s.restoreBackup)},

		{method: get, path: "/api/v1/audit", summary: "Read the audit log", needs: auth.ReadAudit, action: does(s.auditLog)},
		{method: get, path: "/api/v1/audit/heads", summary: "List the signed ends of the audit log", needs: auth.ReadAudit, action: does(s.auditHeads)},
		{method: get, path: "/api/v1/audit/verification", summary: "Check the audit log whole", needs: auth.ReadAudit, action: does(s.verifyAudit)},

		{method: get, path: "/api/v1/openapi.json", summary: "This description", action: does(s.openAPI)},
		{method: get, path: "/metrics", summary: "Counters, for Prometheus", needs: auth.ReadStatus, produces: metricsType, action: does(s.writeMetrics)},
		{method: get, path: "/healthz", summary: "Does the admin process answer?", action: does(s.healthy)},
		{method: get, path: "/readyz", summary: "Can it do its work?", action: does(s.ready)},
	}...)
}
