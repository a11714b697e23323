function i(n){return n.split(/[\n,]/).map(t=>t.trim()).filter(Boolean)}export{i as a};
