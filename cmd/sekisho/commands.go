package main

// commands lists the words of the command line, in the order that help shows.
func commands() []command {
	return []command{
		{"geo", "tell under whose law an address lies, and check geo databases", geoCommand},
		{"policy", "check a policy, and explain what it would do with a flow", policyCommand},
	}
}
