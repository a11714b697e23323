// Names of continents and their regions, which browsers know by the codes of UN M49.
import { language } from "../i18n.ts";

/** regionName is the name of a code such as 142 (Asia); codes without a name stay as they are. */
export function regionName(code: string): string {
  try {
    return new Intl.DisplayNames(language.value, { type: "region", fallback: "code" }).of(code) ?? code;
  } catch {
    return code;
  }
}
