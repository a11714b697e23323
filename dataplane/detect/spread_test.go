package detect

import "testing"

// spreadTexts are tables whose header spreads values over columns, and what they count.
var spreadTexts = []struct {
	text                  string
	phone, birth, address int
}{
	{"氏名,電話番号1,電話番号2,電話番号3\n佐藤 健一,03,5426,1187\n鈴木 美咲,06,6388,2214\n高橋 直樹,045,902,7731\n", 3, 0, 0},
	{"name,tel1,tel2,tel3\n佐藤 健一,090,5426,1187\n鈴木 美咲,0463,88,2214\n", 2, 0, 0},
	{"氏名,TEL（市外局番）,TEL（市内局番）,TEL（加入者番号）\n佐藤 健一,03,5426,1187\n", 1, 0, 0},
	{"name,phone_0,phone_1,phone_2,email\nJohn Miller,217,555,0142,a@example.com\n", 1, 0, 0},
	{"氏名\t電話番号1\t電話番号2\t電話番号3\n佐藤 健一\t3\t5426\t1187\n", 1, 0, 0},
	{"氏名,生年月日（年）,生年月日（月）,生年月日（日）\n佐藤 健一,1978,4,12\n鈴木 美咲,1985,11,3\n", 0, 2, 0},
	{"name,birth_year,birth_month,birth_day\nJohn Miller,1978,4,12\nSusan Clark,1985,11,31\n", 0, 1, 0},
	{"name,day of birth,month of birth,year of birth\nJohn Miller,12,4,1978\n", 0, 1, 0},
	{"氏名,生年,生月,生日\n佐藤 健一,1978年,4月,12日\n", 0, 1, 0},
	{"氏名,郵便番号,住所1,住所2,住所3,住所4\n佐藤 健一,154-0001,東京都,世田谷区池尻,1-2-3,メゾン池尻201\n鈴木 美咲,565-0824,大阪府,吹田市山田西,2-9-15,\n", 0, 0, 2},
	{"氏名,都道府県,市区町村,番地,建物名\n佐藤 健一,東京都,世田谷区,池尻1-2-3,メゾン池尻201\n", 0, 0, 1},
	{"氏名,都道府県,住所1,住所2\n佐藤 健一,東京都,世田谷区池尻,1-2-3\n", 0, 0, 1},
	// What one cell tells alone counts once.
	{"氏名,住所1,住所2\n佐藤 健一,東京都世田谷区池尻1-2-3,メゾン池尻201\n", 0, 0, 1},
	{"name,address1,address2\nJohn Miller,\"14 Maple Street, Springfield, IL 62704\",Apt 4\n", 0, 0, 1},
	{"氏名,電話番号1,電話番号2,電話番号3\n佐藤 健一,03-5426-1187,090-5426-1187,\n", 2, 0, 0},
	// Other numbers in columns that are numbered.
	{"氏名,点数1,点数2,点数3\n佐藤 健一,03,5426,1187\n", 0, 0, 0},
	{"部品,電話番号1,電話番号2,電話番号3\nA,1,2,3\nB,99,5426,1187\n", 0, 0, 0},
	{"name,hired_year,hired_month,hired_day\nJohn Miller,1978,4,12\n", 0, 0, 0},
	{"氏名,住所1,住所2\n佐藤 健一,東京都,世田谷区\n", 0, 0, 0},
}

func TestSpreadColumns(t *testing.T) {
	p := all(t)
	for _, c := range spreadTexts {
		for _, size := range []int{len(c.text), 1, 7} {
			s := scanPieces(p, c.text, func() int { return size })
			if counted(s, phoneClass) != c.phone || counted(s, birthClass) != c.birth || counted(s, addressClass) != c.address {
				t.Errorf("%s by %d in %q", describe(s), size, c.text)
			}
		}
	}
}

// TestSpreadPlainRows wants long tables, whose rows are read another way, to say the same.
func TestSpreadPlainRows(t *testing.T) {
	text := "氏名,電話番号1,電話番号2,電話番号3,生年月日年,生年月日月,生年月日日\n"
	for i := range 40 {
		text += "佐藤 健一,03,54" + string(rune('0'+i/10)) + string(rune('0'+i%10)) + ",1187,19" + string(rune('5'+i/10)) + string(rune('0'+i%10)) + ",4,12\n"
	}
	s := scanWhole(all(t), text)
	if counted(s, phoneClass) != 40 || counted(s, birthClass) != 40 {
		t.Error(describe(s))
	}
}

// spreadForms are fields of forms, as programs send and keep them.
var spreadForms = []struct {
	text           string
	phone, address int
}{
	{"name=佐藤健一\ntel1=03\ntel2=5426\ntel3=1187\n", 1, 0},
	{`{"tel1":"03","tel2":"5426","tel3":"1187"}`, 1, 0},
	{`{"phone_1": "217", "phone_2": "555", "phone_3": "0142"}`, 1, 0},
	{"<tel1>090</tel1><tel2>5426</tel2><tel3>1187</tel3>", 1, 0},
	{`<input type="text" name="tel1" size="5" value="03">-<input type="text" name="tel2" size="5" value="5426">-<input type="text" name="tel3" size="5" value="1187">`, 1, 0},
	{"tel[0]=03&tel[1]=5426&tel[2]=1187", 1, 0},
	{"Tel1: 03\nTel2: 5426\nTel3: 1187\n", 1, 0},
	{"電話番号1：03\n電話番号2：5426\n電話番号3：1187\n", 0, 0}, // full-width signs are a person's hand
	{"addr1=東京都\naddr2=世田谷区池尻\naddr3=1-2-3\naddr4=メゾン池尻201\n", 0, 1},
	{`{"pref":"東京都","city":"世田谷区","addr1":"池尻","addr2":"1-2-3"}`, 0, 1},
	{`{"address1":"東京都世田谷区","address2":"池尻1-2-3"}`, 0, 1},
	{`{"address1":"14 Maple Street","address2":"Apt 4"}`, 0, 1},
	{"tel1=03-5426-1187\ntel2=090-5426-1187\ntel3=\n", 2, 0},
	{"tel1=1\ntel2=2\ntel3=3\n", 0, 0},
	{"tel2=5426\ntel3=1187\n", 0, 0},
	{"hotel1=03\nmotel2=5426\nmotel3=1187\n", 0, 0},
	{"addr1 = 0x1f2\naddr2 = 0x3c4\naddr3 = addr1 + addr2\n", 0, 0},
	{"sin_addr1=10\naddr2=192.0.2.1\n", 0, 0},
	{"address1, address2 := split(a)\nif address2 == \"\" {\n", 0, 0},
}

func TestSpreadFields(t *testing.T) {
	p := all(t)
	for _, c := range spreadForms {
		for _, size := range []int{len(c.text), 1, 7} {
			s := scanPieces(p, c.text, func() int { return size })
			if counted(s, phoneClass) != c.phone || counted(s, addressClass) != c.address {
				t.Errorf("%s by %d in %q", describe(s), size, c.text)
			}
		}
	}
}
