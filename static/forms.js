// A form is answered in place, so that its answer is no step in the history which Back could show after leaving. Whatever goes
// wrong, it is sent as without this file.
document.addEventListener('submit', function (event) {
'use strict'
var d = document
var form = event.target
var away
// An old browser stops here, and sends the form itself.
var sent = fetch(form.action, { method: 'post', body: new URLSearchParams(new FormData(form)) })
event.preventDefault()
// Who goes on elsewhere ends the request, which is no fault.
onbeforeunload = onpagehide = function () { away = 1 }
form.lastChild.textContent = '…'
sent.then(function (answer) { return answer.text() }).then(function (text) {
var page = new DOMParser().parseFromString(text, 'text/html')
var main = page.querySelector('main')
var heading = main.querySelector('h1')
if (d.documentElement.className) return
d.querySelector('main').replaceWith(main)
d.title = page.title
// As at the beginning of a page: what is read out next is its heading, then what must come first.
heading.tabIndex = -1
heading.focus()
scrollTo(0, 0)
}).catch(function () { if (!away && !d.documentElement.className) form.submit() })
})
