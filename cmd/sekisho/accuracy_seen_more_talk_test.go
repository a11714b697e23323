package main

// seenMoreSentences were dealt to the seen set from the beginning.
var seenMoreSentences = map[string][]string{
	"ja": {"お世話になっております。%[1]sですが、%[2]sとなります。", "ご依頼の%[1]sをお送りします。%[2]s", "%[1]s：%[2]s（本人に電話で確認済み）",
		"お手数ですが、%[1]sを%[2]sに訂正してください。", "%[1]sは下記です。⇒ %[2]s", "先ほどの件、%[1]sがわかりました。%[2]sです。よろしくお願いします。",
		"念のため%[1]s（%[2]s）も控えておいてください。", "旧%[1]sは破棄し、新しい%[1]s %[2]s を使ってください。",
		"総務の者です。%[1]sの登録が漏れていたので教えてください。→%[2]sです。", "（%[1]s）%[2]s", "%[1]sを伺いました。%[2]sとのことでした。",
		"社保の手続きに使う%[1]sは %[2]s です。"},
	"en": {"Hi, the %[1]s you asked for is %[2]s.", "As per your request: %[1]s - %[2]s.",
		"Please find the missing detail below.\n%[1]s: %[2]s", "We couldn't match %[1]s %[2]s to any account.",
		"(%[1]s: %[2]s)", "My %[1]s is %[2]s, thanks!", "The client confirmed that %[2]s is the correct %[1]s.",
		"Could you add this to the file? %[1]s %[2]s", "Please use the following for payroll. %[1]s: %[2]s. Thanks",
		"They sent us a new %[1]s (%[2]s) this morning."},
	"zh": {"您好，我的%[1]s是%[2]s，麻烦录入一下。", "系统里登记的%[1]s：%[2]s。", "附件里缺少%[1]s，补充如下：%[2]s", "根据申请表，%[1]s为 %[2]s。",
		"麻烦帮忙登记%[1]s，号码是%[2]s。", "我司档案中的%[1]s为：%[2]s，请核实。"},
	"tw": {"您好，我的%[1]s是%[2]s，再麻煩您登錄。", "申請表上的%[1]s為%[2]s。"},
	"ko": {"안녕하세요, 제 %[1]s는 %[2]s입니다.", "요청하신 %[1]s 보내드립니다: %[2]s", "%[1]s을(를) %[2]s(으)로 수정해 주세요.",
		"시스템에 등록된 %[1]s : %[2]s", "본인 확인 결과 %[1]s는 %[2]s로 확인되었습니다.", "인사 기록의 %[1]s: %[2]s"},
	"de": {"Anbei die fehlende %[1]s: %[2]s.", "Im System steht als %[1]s die %[2]s.",
		"Können Sie %[1]s %[2]s bitte eintragen?", "Laut Personalbogen: %[1]s %[2]s."},
	"fr": {"Bonjour, mon %[1]s est le suivant : %[2]s.", "Voici l'information manquante : %[1]s %[2]s.",
		"Pourriez-vous saisir %[2]s comme %[1]s ?", "Le %[1]s dans notre système est %[2]s."},
	"es": {"Buenos días, mi %[1]s es %[2]s.", "Falta este dato: %[1]s %[2]s."},
	"it": {"Buongiorno, il mio %[1]s è %[2]s.", "Le invio il dato mancante: %[1]s %[2]s."},
	"pt": {"Bom dia, meu %[1]s é %[2]s.", "Segue o dado que faltava: %[1]s %[2]s."},
	"hi": {"नमस्ते, मेरा %[1]s %[2]s है।", "फॉर्म के अनुसार %[1]s: %[2]s"},
}
