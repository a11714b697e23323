package detect

import (
	"encoding/base64"
	"testing"
)

func coded(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// talkTexts are logins as programs write them on the wire and in their protocols, of one
// password each.
var talkTexts = []string{
	"EHLO c.example\r\nAUTH PLAIN " + coded("\x00app\x00kX9v!Lq27") + "\r\nMAIL FROM:<a@b.example>\r\n",
	"EHLO c\r\nAUTH PLAIN\r\n" + coded("app\x00app\x00kX9v!Lq27") + "\r\n",
	"S: 250 ok\nC: AUTH PLAIN\nS: 334\nC: " + coded("\x00app\x00kX9v!Lq27") + "\nS: 235 ok\n",
	"AUTH LOGIN\r\n" + coded("app") + "\r\n" + coded("kX9v!Lq27") + "\r\n",
	"auth login " + coded("app") + "\r\n" + coded("kX9v!Lq27") + "\r\n",
	"-> AUTH LOGIN\n<- 334 VXNlcm5hbWU6\n-> " + coded("app") + "\n<- 334 UGFzc3dvcmQ6\n-> " + coded("kX9v!Lq27") + "\n<- 235 Authentication succeeded\n",
	"a1 AUTHENTICATE PLAIN " + coded("\x00app\x00kX9v!Lq27") + "\r\n",
	"a1 AUTHENTICATE LOGIN\r\n+ VXNlcm5hbWU6\r\n" + coded("app") + "\r\n+ UGFzc3dvcmQ6\r\n" + coded("kX9v!Lq27") + "\r\n",
	"a001 LOGIN app kX9v!Lq27\r\na002 SELECT INBOX\r\n",
	"C: 7 login app \"kX9v!Lq27\"\n",
	"*2\r\n$4\r\nAUTH\r\n$10\r\nkX9vLq27Rw\r\n*1\r\n$4\r\nPING\r\n",
	"*3\r\n$4\r\nauth\r\n$3\r\napp\r\n$10\r\nkX9vLq27Rw\r\n",
	"*5\r\n$5\r\nHELLO\r\n$1\r\n3\r\n$4\r\nAUTH\r\n$3\r\napp\r\n$10\r\nkX9vLq27Rw\r\n",
}

var noTalkTexts = []string{
	"250-AUTH PLAIN LOGIN\r\n250 SIZE 35882577\r\n", "AUTH LOGIN PLAIN CRAM-MD5\n", "AUTH LOGIN\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\n",
	"AUTH PLAIN " + coded("kX9v!Lq27 and more") + "\r\n", "AUTH LOGIN\r\n" + coded("app") + "\r\n", "S: 535 auth plain failed\nS: 250 ok\n",
	"a001 LOGIN app\r\n", "the user can login as Admin2026x here\n", "users login with Passkeys2 now\n", "Step 2 login failed Error12x\n", "first login at Office365x\n",
	"*2\r\n$4\r\nAUTH\r\n$8\r\npassword\r\n", "*2\r\n$4\r\nAUTH\r\n", "*2\r\n$3\r\nGET\r\n$4\r\nauth\r\n*1\r\n$4\r\nPING\r\n",
}

func TestLogins(t *testing.T) { wantEach(t, passwordClass, talkTexts) }

func TestNoLogins(t *testing.T) { wantNone(t, passwordClass, noTalkTexts) }
