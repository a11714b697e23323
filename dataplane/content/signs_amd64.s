#include "textflag.h"

#define SIGN(name, word) \
DATA name+0(SB)/8, word  \
DATA name+8(SB)/8, word  \
DATA name+16(SB)/8, word \
DATA name+24(SB)/8, word \
GLOBL name(SB), RODATA|NOPTR, $32

SIGN(slash<>, $0x5c5c5c5c5c5c5c5c)
SIGN(and<>, $0x2626262626262626)
SIGN(percent<>, $0x2525252525252525)
SIGN(query<>, $0x3f3f3f3f3f3f3f3f)

// 32 bytes: the signs to r.
#define SIGNS(off, r) \
	VMOVDQU   off(SI), Y5  \
	VPCMPEQB  Y0, Y5, Y6   \
	VPCMPEQB  Y1, Y5, Y7   \
	VPCMPEQB  Y2, Y5, Y8   \
	VPCMPEQB  Y3, Y5, Y9   \
	VPCMPEQB  Y4, Y5, Y10  \
	VPOR      Y6, Y7, Y6   \
	VPOR      Y8, Y9, Y8   \
	VPOR      Y6, Y10, Y6  \
	VPOR      Y6, Y8, Y6   \
	VPMOVMSKB Y6, r

// func signsAVX2(dst *uint64, src *byte, fifth uint64, blocks int)
TEXT ·signsAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ fifth+16(FP), AX
	MOVQ blocks+24(FP), CX
	MOVQ AX, X4
	VPBROADCASTB X4, Y4
	VMOVDQU slash<>(SB), Y0
	VMOVDQU and<>(SB), Y1
	VMOVDQU percent<>(SB), Y2
	VMOVDQU query<>(SB), Y3

signs:
	SIGNS(0, R8)
	SIGNS(32, R9)
	SHLQ $32, R9
	ORQ  R9, R8
	MOVQ R8, 0(DI)
	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ  signs
	VZEROUPPER
	RET
