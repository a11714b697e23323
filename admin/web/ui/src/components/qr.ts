/** outline draws the dark modules of a QR code (ISO/IEC 18004) as one SVG path, a unit each. */
export function outline(modules: readonly (readonly boolean[])[]): string {
  return modules.flatMap((row, y) => runs(row).map(([from, to]) => `M${from} ${y}h${to - from}v1h${from - to}z`)).join("");
}

/** runs are where dark modules of a row begin and end. */
function runs(row: readonly boolean[]): [number, number][] {
  const out: [number, number][] = [];
  row.forEach((dark, x) => {
    const last = out[out.length - 1];
    if (dark && last && last[1] === x) last[1] = x + 1;
    else if (dark) out.push([x, x + 1]);
  });
  return out;
}
