// Shows a page again when its text has changed. Only `waymark serve --watch` puts this into pages.
(function (page) {
'use strict'
function look() {
fetch('/watch/pages').then(function (answer) { return answer.json() }).then(function (pages) {
if ((pages[location.pathname] || pages['*']) === page) again()
else location.reload()
}, again)
}
function again() { setTimeout(look, 250) }
again()
})(document.currentScript.dataset.page)
