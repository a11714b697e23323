// Package ui is what browsers show of the appliance. It holds the built pages and serves them; all they know they
// ask of the API (package web).
//
// Sources are in src, in TypeScript. "make ui" (go run ./admin/web/ui/build) writes src/api/types.ts from the API's
// description, bundles src into dist under hashed names, and dist is embedded here. "make ui-check" type-checks the
// sources and runs their unit tests (src/**/*.test.ts, by node's own test runner; no browser, no DOM). The build fails if what a
// browser must load before it shows anything has more than 60 KiB compressed.
//
// # For who writes a page
//
// A page is a folder, src/pages/NAME: index.tsx (default export: the component), text.ts (its words in English and
// Japanese, by words() of src/words.ts), NAME.css, and *.test.ts for its logic, which stands in files of its own without
// JSX. Its line in src/pages/index.ts gives path, title, permission and place in the navigation. src/pages/status
// is the example to follow.
//
//   - Ask the API by call("GET /api/v1/users/{id}", {path: {id}}), whose types are those of the description. It
//     logs in over the page on 401, asks for a proof of who one is where the API wants a fresh one, and goes on; it
//     throws a Problem. useData() loads, polls and tells loading from empty from failed; useAction() is for what a
//     button does. Show failures by <Trouble>, and a form's by its fields: <Field problem={problem} name="role">.
//   - Words that several pages use are in src/words.ts. One thing has one name.
//   - What is on the screen has a link: keep filters, tabs and selections in the URL by useQuery(). Links are plain
//     <a href>; go() is for what follows an action.
//   - Take components of src/components and tokens of src/tokens.css; no colour, size or space of one's own. All
//     CSS files are bundled into one, so each class begins with the page's or component's name, and no rule names a bare element.
//   - No innerHTML, no style attribute by string, no eval, nothing from another host: the Content-Security-Policy
//     forbids them. What is large and not needed at once comes by import().
//   - Show times, numbers, bytes, countries and jurisdictions by their components, which know language and zone.
//   - Lists in answers may be null: list() makes them arrays.
//   - What was done is said by toast(), with its undo where there is one; what can't be undone is asked before, by ask().
//     What changes without the page showing it to everybody is said by announce(). A field that "/" leads to has data-search.
//   - What follows events as they come asks by follow() of src/api/live.ts. What asks of itself does so while somebody looks
//     (awake of src/api/awake.ts): a forgotten browser must not keep its session.
//   - Each page is opened by the browser's tests (e2e/pages.mjs) in both languages and themes, on a phone and a desk; what
//     can be done on it has a scenario in e2e. After "make ui", go test ./cmd/sekisho -run 'TestBrowser$/NAME' plays
//     e2e/NAME.mjs alone.
package ui
