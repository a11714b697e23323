// Package selfcheck finds where the appliance itself sends to, such as name servers, time servers and the
// places that logs are shipped to, and judges those by the policy in force: a gateway that keeps data from a
// jurisdiction should not send its own logs there unnoticed. It judges where addresses lie, and stops
// nothing.
package selfcheck
