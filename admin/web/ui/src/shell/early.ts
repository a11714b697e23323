// Runs before anything is drawn: theme and language are right from the first pixel on.
import { applyLanguage, applyTheme } from "../prefs.ts";

applyTheme();
applyLanguage();
