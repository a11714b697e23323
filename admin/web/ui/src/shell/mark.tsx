import { language, setLanguage } from "../i18n.ts";

/** Mark is the appliance's sign: a gate. */
export function Mark() {
  return <svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><path d="M1 2h14v2.6H1zM3 6h2.6v8H3zm7.4 0H13v8h-2.6z" /></svg>;
}

/** LanguageLinks chooses the language where there is no menu for it. Each is named in itself. */
export function LanguageLinks() {
  return (
    <span class="mark-languages">
      {([["en", "English"], ["ja", "日本語"]] as const).map(([code, name]) => (
        <button key={code} type="button" lang={code} class="button button-quiet button-small" aria-pressed={language.value === code} onClick={() => setLanguage(code)}>{name}</button>
      ))}
    </span>
  );
}
