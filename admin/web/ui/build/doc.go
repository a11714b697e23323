// Command build makes what package ui embeds, of its sources in TypeScript.
//
// It is run in the root of the checkout, with node's packages in place (npm ci):
//
//	go run ./admin/web/ui/build         write types and bundle the pages into dist
//	go run ./admin/web/ui/build -types  only write src/api/types.ts, from the API's description
//	go run ./admin/web/ui/build -test   write types, bundle the unit tests and run them with node
//	go run ./admin/web/ui/build -check  fail unless dist is what the sources make
package main
