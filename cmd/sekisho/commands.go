package main

// commands lists the words of the command line, in the order that help shows.
func commands() []command {
	return []command{
		{"run", "the appliance", runCommand},
		{"dataplane", "enforcement only", dataplaneCommand},
		{"admin", "web UI, API and shipping only", adminCommand},
		{"replay", "run captures through the engine; events on stdout", replayCommand},
		{"scan", "say what flagged data files carry", scanCommand},
		{"register", "add the company's own documents and tables to what is looked for", registerCommand},
		{"geo", "tell under whose law an address lies, and check geo databases", geoCommand},
		{"policy", "check a policy, and explain what it would do with a flow", policyCommand},
		{"status", "ask a running appliance how it is", statusCommand},
		{"audit", "check that nobody has changed the audit log", auditCommand},
		{"events", "print stored events", eventsCommand},
		{"demo", "see it block, in a lab of its own on this machine", demoCommand},
		{"version", "what this binary is, and how old its geo data is", versionCommand},
	}
}
