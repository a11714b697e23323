// What a viewer chose, kept in this browser: theme and language. The system's own choice holds where there is none.

export type Theme = "light" | "dark" | "system";
export type Language = "en" | "ja";

/** stored reads what this browser keeps; browsers may refuse to keep anything. */
export function stored(name: string): string | null {
  try {
    return localStorage.getItem("sekisho." + name);
  } catch {
    return null;
  }
}

export function store(name: string, value: string): void {
  try {
    localStorage.setItem("sekisho." + name, value);
  } catch {
    // The choice then holds for this page only.
  }
}

export function chosenTheme(): Theme {
  const theme = stored("theme");
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function applyTheme(theme = chosenTheme()): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** chosenLanguage is that of the viewer, or of the first of the browser's languages that there is. */
export function chosenLanguage(asked: readonly string[] = navigator.languages): Language {
  const language = stored("language");
  if (language === "en" || language === "ja") return language;
  const first = asked.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === "en" || tag === "ja");
  return first === "ja" ? "ja" : "en";
}

export function applyLanguage(language = chosenLanguage()): void {
  document.documentElement.lang = language;
}
