// Leaving fast, and announcing the next question. Everything works without this file; nothing here is sent or kept.
(function (d) {
'use strict'
var find = function (query) { return d.querySelector(query) }
var cover = find('#cover')
var again = find('#cover button')
var onward = find('#cover a')
var exit = find('.leave')
var left = 0
var here = location.href
var presses = []
// Whether the last choice was made by a key, as no pointer makes a click of no clicks.
var keyed = 0

// The cover replaces the page at once, so that nothing shows while another site is slow to answer.
function hide(back) {
d.documentElement.className = 'gone'
// Chromium takes a blank title for none, Firefox one of signs without a shape too: both would then show the address.
d.title = '…'
again.hidden = onward.hidden = !back
cover.hidden = false
}

function leave(event) {
if (event) event.preventDefault()
if (!left) hide()
left = 1
// The address bar shows where this was until the other site answers.
history.replaceState(0, '', find('.brand').href)
location.replace(exit.href)
setTimeout(function () { onward.hidden = false }, 4000)
}

exit.onclick = onward.onclick = leave

// A link to a place in this page, or to its beginning, takes the place of its entry in the history: one step back from the way
// out must not show the page.
d.addEventListener('click', function (event) {
keyed = !event.detail
var link = event.target.closest('a')
if (!link || link.host + link.pathname !== location.host + location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return
event.preventDefault()
location.replace(link.href)
})

// Shift three times within five seconds in all, and nothing else between. Never while somebody is typing.
d.addEventListener('keydown', function (event) {
if (event.key !== 'Shift' || event.target.closest('input,textarea,select')) presses = []
else if (!event.repeat && presses.push(event.timeStamp) > 2 && event.timeStamp - presses.shift() <= 5000) leave()
})

// Coming back to a page that was left: a cover, never the content, and never nothing.
addEventListener('pageshow', function (event) { if (event.persisted && left) hide(1) })
again.onclick = function () { location.replace(here) }

// The router: bring the next question, or the heading of the answer, to the top and say it.
var said = find('#said')
var own = find('#own')
if (said) {
d.addEventListener('toggle', function (event) {
var to = event.target.open && event.target.querySelector('.q,.to')
// On paper an answer that was chosen stands alone.
var kept = find('.kept')
if (kept) kept.className = 'outcome'
if (!to) return
var next = to.hash ? find(to.hash + ' h2') : to
if (to.hash) {
next.parentNode.className = 'outcome kept'
// The address of the answer itself, wherever the site stands.
own.hidden = false
find('#own a').href = (location.pathname + '/').replace('//', '/') + to.hash.slice(1)
}
said.textContent = next.textContent
// Said once: who then reads on to the end must not come upon it again.
setTimeout(function () { said.textContent = '' }, 5000)
// Whoever chose by a key keeps the focus in sight, and the question under it.
;(keyed ? event.target : next).scrollIntoView()
}, true)
}
})(document)
