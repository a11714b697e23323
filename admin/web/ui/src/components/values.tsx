import { bytes, country, number } from "../format.ts";

/** Bytes is a size; hovering shows it exactly. */
export function Bytes({ n }: { n: number }) {
  return <span class="value-number" title={`${number(n)} B`}>{bytes(n)}</span>;
}

/** Num is a figure in the language's own writing. */
export function Num({ n }: { n: number }) {
  return <span class="value-number">{number(n)}</span>;
}

/** Country is a country's or region's name with its ISO 3166-1 code. */
export function Country({ code }: { code: string }) {
  const name = country(code);
  if (name === code) return <span>{code}</span>;
  return <span class="value-country"><abbr class="value-code" title={name}>{code}</abbr> {name}</span>;
}
