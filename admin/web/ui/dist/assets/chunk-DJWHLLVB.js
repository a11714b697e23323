var e;function t(n){e||(e=document.createElement("div"),e.className="unseen",e.setAttribute("role","status"),document.body.append(e)),e.textContent=e.textContent===n?n+" ":n}export{t as a};
