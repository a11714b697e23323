// What those hear who don't see the page change: one polite region for all.

let region: HTMLElement | undefined;

/** announce has a screen reader say text when it has come to the end of what it says. */
export function announce(text: string): void {
  if (!region) {
    region = document.createElement("div");
    region.className = "unseen";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  // The same text twice is read twice only if it differs.
  region.textContent = region.textContent === text ? text + "\u00a0" : text;
}
