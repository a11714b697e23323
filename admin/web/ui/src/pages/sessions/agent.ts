/** Agent is what a User-Agent header says of a browser, as far as it matters to know it again. */
export interface Agent {
  browser: string;
  system: string;
}

// The order matters: most browsers also name those that they descend from.
const browsers: readonly [RegExp, string][] = [[/Edg\/(\d+)/, "Edge"], [/OPR\/(\d+)/, "Opera"], [/Firefox\/(\d+)/, "Firefox"], [/(?:Headless)?Chrome\/(\d+)/, "Chrome"], [/Version\/(\d+).*Safari/, "Safari"], [/curl\/(\d+)/, "curl"]];
const systems: readonly [RegExp, string][] = [[/Android/, "Android"], [/iPhone|iPad/, "iOS"], [/Windows/, "Windows"], [/Mac OS X/, "macOS"], [/CrOS/, "ChromeOS"], [/Linux/, "Linux"]];

/** readAgent names the browser and the system; "" where it is not known. */
export function readAgent(header: string): Agent {
  const found = browsers.find(([pattern]) => pattern.test(header));
  const version = found?.[0].exec(header)?.[1];
  return { browser: found ? `${found[1]} ${version}` : "", system: systems.find(([pattern]) => pattern.test(header))?.[1] ?? "" };
}
