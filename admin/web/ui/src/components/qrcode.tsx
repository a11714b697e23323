import { useEffect, useState } from "preact/hooks";
import { outline } from "./qr.ts";

/** QRCode shows text for a camera. It is dark on white in both themes: not all cameras read the reverse. */
export function QRCode({ text, label }: { text: string; label: string }) {
  const [code, setCode] = useState<{ size: number; path: string }>();
  useEffect(() => {
    let left = false;
    void import("uqr").then(({ encode }) => {
      const { size, data } = encode(text, { ecc: "M", border: 3 });
      if (!left) setCode({ size, path: outline(data) });
    });
    return () => { left = true; };
  }, [text]);
  return (
    <svg class="qrcode" viewBox={`0 0 ${code?.size ?? 1} ${code?.size ?? 1}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff" />
      {code && <path d={code.path} fill="#000" />}
    </svg>
  );
}
