package detect

import "bytes"

func init() {
	register(&detector{
		class: "file.source_code",
		basis: "Unfair Competition Prevention Act (Japan), article 2(6); program structure, IEC 61131-3 (PLC languages), IEC 61131-10 (PLCopen XML), " +
			"exports of control programs by Rockwell (L5X, L5K, RSS), Siemens (AWL, SCL, Openness), Mitsubishi (GX Works), Beckhoff, CODESYS and Schneider; " +
			"UECS 1.00-E10; NC programs, ISO 6983, and those of Heidenhain, Siemens and Okuma; APT, ISO 4342; programs of robots by KUKA, ABB, Fanuc, Yaskawa, Denso, Kawasaki, Stäubli and Universal Robots",
		head: &headRule{format: controlFormat, program: true},
		finds: []string{
			sourceSample("\tif total > limit {\n\t\treturn errOverflow\n\t}\n\ttotal += price(item)\n"),
			sourceSample("def total(items):\n    result = 0\n    for item in items:\n        result += item.price()\n    return result\n"),
			sourceSample("int sum(const int *p, int n);\n#define LIMIT 20\nstatic int x = 3;\nwhile (n--) {\n  s += *p++;\n}\n"),
			sourceSample("IF Level > Setpoint THEN\n  Valve := FALSE;\nEND_IF;\nTimer1(IN := Valve, PT := T#5s);\n"),
			"<?xml version=\"1.0\"?>\n<project xmlns=\"http://www.plcopen.org/xml/tc6_0201\">",
			"<?xml version=\"1.0\"?>\n<RSLogix5000Content SchemaRevision=\"1.0\">",
			"<?xml version=\"1.0\"?><UECS ver=\"1.00-E10\"><DATA type=\"InAirTemp.mIC\" room=\"1\" region=\"1\">23.1</DATA></UECS>",
			"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Document>\n<Engineering version=\"V17\" />\n<SW.Blocks.FB ID=\"0\">",
			"<?xml version=\"1.0\"?>\n<TcPlcObject Version=\"1.1.0.1\">\n<POU Name=\"Heater\">",
			"<?xml version=\"1.0\"?>\n<STExchangeFile>\n<fileHeader company=\"Schneider Automation\"/>",
			"Dear all,\nhere is the line's program.\n\n<?xml version=\"1.0\"?>\n<project xmlns=\"http://www.plcopen.org/xml/tc6_0200\">",
			sourceSample("XIC(stock_in)TON(timer_t,5000,0)OTE(valve_out);\nGRT(level,80)XIO(stop)OTE(alarm);\n"),
			"IMPORT_VERSION := 2.7;\n\nCONTROLLER Line1 (ProcessorType := \"1756-L61\")\n",
			"FUNCTION_BLOCK FB 10\nTITLE =heating\nVERSION : 0.1\n\nBEGIN\nNETWORK\nU E 0.0\n= A 4.0\n",
			"ORGANIZATION_BLOCK \"Main\"\n{ S7_Optimized_Access := 'TRUE' }\nVERSION : 0.1\nBEGIN\n",
			"(* @NESTEDCOMMENTS := 'Yes' *)\n(* @PATH := '' *)\nPROGRAM PLC_PRG\n",
			"\"Step No.\"\t\"Line Statement\"\t\"Instruction\"\t\"I/O (Device)\"\n\"0\"\t\"\"\t\"LD\"\t\"X0\"\n",
			"ステップ番号,行間ステートメント,命令,I/O(デバイス)\n0,,LD,X0\n",
			"\"MAIN\"\r\n\"PLC Information:\",\"QCPU\"\r\n\"Step No.\",\"Line Statement\",\"Instruction\",\"I/O (Device)\"\r\n",
			"0 BEGIN PGM PLATE MM\n1 BLK FORM 0.1 Z X+0 Y+0 Z-20\n", "%_N_PLATE_MPF\n;$PATH=/_N_WKS_DIR/_N_PLATE_WPD\n", "$PLATE.MIN%\nN1 G0 X0 Z0\n",
			"&ACCESS RVP\r\n&REL 4\r\nDEF pick( )\r\n", "%%%\n  VERSION:1\n  LANGUAGE:ENGLISH\n%%%\n\nMODULE main\n", "MODULE cell\n  CONST robtarget p1:=[[0,0,0],[1,0,0,0]];\n",
			"/PROG  PICK\n/ATTR\nOWNER\t\t= MNEDITOR;\n", "/JOB\r\n//NAME PICK\r\n//POS\r\n", "'!TITLE \"pick\"\nPROGRAM PRO1\n", ".PROGRAM pick()\n  JMOVE #home\n",
			"PARTNO / BRACKET\nMACHIN / MILL, 1\nLOADTL / 1\n", "DEVICE:55\r\n;MODULE:Main\r\n;MODULE_TYPE:0\r\nLD R000\r\n",
			"<?xml version=\"1.0\"?>\n<URProgram name=\"pick\" installation=\"default\">",
			"(" + string(bytes.Repeat([]byte("*"), 600)) + "\n  made by hand\n*)\nIMPORT_VERSION := 2.6;\n\nCONTROLLER Line1\n",
			sourceSample("N10 G90 G54 G17\nN20 T1 M6\nN30 G0 X10. Y-5.5 Z2.\nN40 G1 Z-1.5 F120 (cut)\nG2 X20 Y5 I5 J0\n"),
		},
		findsFiles: []fileExample{
			{File{Name: directoryName}, "Root Entry\nPROGRAM FILES\nDATA FILES\nPROCESSOR\n"},
		},
		passesFiles: []fileExample{
			{File{Name: directoryName}, "Root Entry\nPROGRAM FILES\nWordDocument\n"},
		},
		passes: []string{
			"ISO-10303-21;\nHEADER;\nFILE_NAME('part','2026',(''),(''));\n" + sourceSample("#100=5.0;\nif (n < 3) {\n  open(n);\n}\n"),
			"// SPDX-License-Identifier: MIT\n" + sourceSample("\tif total > limit {\n\t\treturn errOverflow\n\t}\n\ttotal += price(item)\n"),
			"\tif total > limit {\n\t\treturn errOverflow\n\t}\n",
			sourceSample("Dear all,\nplease find the minutes of Monday's meeting below.\nIf you have questions, call me.\nFor the budget see page 3.\n"),
			sourceSample("name,price,stock\nbolt,12,400\n"),
			sourceSample("M8 X20 bolt\nG1 cold room\nB5 F4 sheets\nX1 Y2 seat\nT10 torx\n"),
			sourceSample("X 12.5 Y 3.25\nX 12.7 Y 3.75\n"),
			"The format is described at http://www.plcopen.org/xml/tc6_0201, and <RSLogix5000Content is another.\n",
			"BEGIN PGM is how such a program begins\n", "MODULE one of the course\nPROCeed\n", "/JOB of the week\n//NAME it\n", "PARTNO,QTY\n1,2\n", "Class,Label Name\n1,2\n", "%%%\nnotes\n",
			"TITLE = FUNCTION_BLOCK\nVERSION : 2 of the minutes\n",
			sourceSample("{\"name\": \"bolt\",\n\"price\": 12},\n"),
			sourceSample("body {\n  color: red;\n  width: 12px;\n}\n"),
			sourceSample("2026-11-21 09:12:33 INFO request served path=/a status=200\n"),
			sourceSample("[section]\nkey = value\nother = 12\n"),
		},
	})
}

// sourceSample repeats lines until there are enough for a program.
func sourceSample(lines string) string {
	return string(bytes.Repeat([]byte(lines), 12))
}
