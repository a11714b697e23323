package web

import "net/http"

const (
	htmlType = "text/html; charset=utf-8"
	fileType = "application/octet-stream"
)

// pages answers requests for pages of the UI and their files, and hands on all others. Whoever asks may have them, logged
// in or not: all that isn't public, they ask of the API.
func (s *Server) pages(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.ui.Serve(w, r) {
			seenOf(r).route = "GET /"
			return
		}
		next.ServeHTTP(w, r)
	})
}
