package main

var judgingScripts = []script{
	{"PowerShell", "Report.ps1", `param(
    [Parameter(Mandatory = $true)]
    [string]$Path,
    [int]$Days = 7
)

function Get-#1Report {
    param([string]$Folder, [datetime]$Since)
    Get-ChildItem -Path $Folder -Filter *.log |
        Where-Object { $_.LastWriteTime -gt $Since } |
        ForEach-Object {
            [pscustomobject]@{
                Name  = $_.Name
                #2    = (Select-String -Path $_.FullName -Pattern 'ERROR').Count
            }
        }
}

$since = (Get-Date).AddDays(-$Days)
$rows = Get-#1Report -Folder $Path -Since $since
if ($rows.Count -eq 0) {
    Write-Warning "no #2 since $since"
    exit 1
}
$rows | Sort-Object #2 -Descending | Export-Csv -Path "#1.csv" -NoTypeInformation
`},
	{"Basic", "Module1.bas", `Option Explicit

Private Const FIRST_ROW As Long = 3

Public Sub Make#1List()
    Dim ws As Worksheet
    Dim i As Long, last As Long
    Set ws = ThisWorkbook.Worksheets("#2")
    last = ws.Cells(ws.Rows.Count, 1).End(xlUp).Row
    For i = FIRST_ROW To last
        If ws.Cells(i, 4).Value > 0 And ws.Cells(i, 5).Value = "" Then
            ws.Cells(i, 6).Value = Calc#3(ws.Cells(i, 4).Value)
        End If
    Next i
    MsgBox (last - FIRST_ROW + 1) & " rows", vbInformation
End Sub

Private Function Calc#3(ByVal amount As Double) As Double
    On Error GoTo failed
    Calc#3 = Application.WorksheetFunction.RoundDown(amount * 1.1, 0)
    Exit Function
failed:
    Calc#3 = 0
End Function
`},
	{"TypeScript", "use.ts", `import { readFile } from 'node:fs/promises';

export interface #1Line {
  id: number;
  #2: string;
  amount: number;
}

const LIMIT = 500;

export async function load#1(path: string): Promise<#1Line[]> {
  const text = await readFile(path, 'utf8');
  return text
    .split('\n')
    .filter((line) => line.length > 0)
    .map((line) => {
      const [id, #2, amount] = line.split(',');
      return { id: Number(id), #2, amount: Number(amount) };
    });
}

export function overLimit(lines: #1Line[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines) {
    sums.set(line.#2, (sums.get(line.#2) ?? 0) + line.amount);
  }
  return new Map([...sums].filter(([, sum]) => sum > LIMIT));
}
`},
	{"structured text", "conveyor.st", `PROGRAM #1
VAR
    Start : BOOL;
    Speed : REAL := 0.0;
    #2 : INT;
    T1 : TON;
END_VAR

T1(IN := Start, PT := T#800MS);
IF T1.Q THEN
    Speed := 1.5;
    #2 := #2 + 1;
END_IF;

CASE #2 OF
    0: #3_out := FALSE;
    1..9: #3_out := TRUE;
ELSE
    #2 := 0;
END_CASE;
END_PROGRAM
`},
}
