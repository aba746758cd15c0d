// What the walk asks each page. Gives plain data; `walk.rs` says what it means. Nothing here is part of the site.
(function () {
'use strict'
var all = function (query) { return Array.prototype.slice.call(document.querySelectorAll(query)) }
var brief = function (element) { return element.outerHTML.slice(0, 120) }

// What the page keeps in the browser: cookie, both storages, databases, caches, workers.
function kept() {
return Promise.all([indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations()]).then(function (lists) {
return {
cookies: document.cookie === '' ? 0 : 1,
storage: localStorage.length + sessionStorage.length + lists[0].length + lists[1].length,
workers: lists[2].length + (navigator.serviceWorker.controller ? 1 : 0)
}
})
}

function structure() {
var faults = []
var say = function (is_sound, fault) { if (!is_sound) faults.push(fault) }
say(document.documentElement.lang === 'en-GB', 'language')
say(all('h1').length === 1, all('h1').length + ' h1')
say(all('main').length === 1 && all('body > #page > header').length === 1 && all('footer').length === 1, 'landmarks')
say(all('nav').every(function (nav) { return nav.getAttribute('aria-label') || nav.getAttribute('aria-labelledby') }), 'a nav without a name')
var first = all('a[href],button,input,summary')[0]
say(first && first.matches('.skip') && document.querySelector(first.hash), 'the skip link is first and leads somewhere')
say(all('[tabindex]').every(function (element) { return element.tabIndex <= 0 }), 'a tabindex that changes the order')
all('a[href^="http"]').forEach(function (link) {
say(/\bnoreferrer\b/.test(link.rel) && !link.target && !link.ping, 'outbound: ' + brief(link))
})
say(all('script[src],link[rel~=stylesheet],link[rel~=preload],link[rel~=preconnect],img[src],iframe,object,embed,video,audio').length === 0, 'outside parts')
return faults
}

// Names of links and buttons, for who listens and for who speaks to the page: each says by itself what it is, and nothing twice.
function names() {
var faults = []
all('a[href],button,summary').forEach(function (control) {
var shown = control.textContent.trim().replace(/\s+/g, ' ')
var label = control.getAttribute('aria-label') || ''
if (!shown && !label) faults.push('no name: ' + brief(control))
if (label && label.indexOf(shown)) faults.push('the words that are seen do not begin the name: ' + label)
if (/^(here|more|read more|click here|link|this|open|website|next|back)$/i.test(shown)) faults.push('says nothing by itself: ' + shown)
var added = control.querySelector('.vh')
if (!added) return
var whose = added.textContent.replace(/^:? *(of|for|the)? */, '').toLowerCase()
if (shown.toLowerCase().split(whose).length > 2) faults.push('says the same twice: ' + shown)
})
var figures = document.body.innerText.match(/(^|[^=0-9])[0-9]{7,}/g)
if (figures) faults.push('read as a million: ' + figures)
all('.state').forEach(function (state) {
if (!/open|closed|check|may not answer|may be shut|:/i.test(state.textContent)) faults.push('a state without words: ' + brief(state))
})
return faults
}

// Wider than the screen, so that a reader must scroll sideways (WCAG 2.2, 1.4.10); or cut off there, so that no reader sees the rest.
function sideways() {
var most = Math.max(document.documentElement.scrollWidth, innerWidth + 1)
// What is for listeners alone has no place on the screen.
all('main *').forEach(function (part) { if (!part.closest('.vh')) most = Math.max(most, part.getBoundingClientRect().right) })
return most > innerWidth + 1 ? Math.ceil(most - innerWidth) : Math.max(0, Math.ceil(document.documentElement.scrollWidth - innerWidth))
}

// The way out and 999 are on screen wherever the reader has scrolled to: whole, large enough for a thumb, and under nothing.
function bar_in_view() {
var faults = []
;[0, document.documentElement.scrollHeight / 2, document.documentElement.scrollHeight].forEach(function (to) {
scrollTo(0, to)
;['.leave', '.nine'].forEach(function (css) {
var button = document.querySelector(css)
var at = button.getBoundingClientRect()
var is_whole = at.top >= 0 && at.left >= 0 && at.bottom <= innerHeight && at.right <= innerWidth && at.height >= 43.9 && at.width >= 44
// Its corners are round.
var middle = [(at.left + at.right) / 2, (at.top + at.bottom) / 2]
var is_free = [middle, [middle[0], at.top + 4], [middle[0], at.bottom - 4], [at.left + 4, middle[1]], [at.right - 4, middle[1]]].every(function (point) {
var top = document.elementFromPoint(point[0], point[1])
return top && button.contains(top)
})
if (!is_whole || !is_free) faults.push([css, is_free ? 'not whole' : 'covered', to, at.top, at.right, at.bottom, at.left].join(' '))
})
})
scrollTo(0, 0)
return faults
}

// What a thumb misses: under 44 pixels (WCAG 2.2, 2.5.5), but for links within a sentence. A box is as large as its label.
function small() {
return all('a[href],button,input,select,textarea,summary').filter(function (control) {
var target = /checkbox|radio/.test(control.type) && control.labels[0] || control
var at = target.getBoundingClientRect()
var is_in_words = control.localName === 'a' && (getComputedStyle(control).display === 'inline' ||
Array.prototype.some.call(control.parentElement.childNodes, function (node) { return node.nodeType === 3 && /\w/.test(node.data) }))
return control.getClientRects().length && !control.matches('.skip') && !is_in_words && (at.height < 43.9 || at.width < 43.9)
}).map(brief)
}

// What is wrong with the element that has the focus: it shows it, stands within the window at both sides, and is neither under the bar nor
// under anything else (WCAG 2.2, 2.4.7, 2.4.11 and 2.4.12). Of a link over several lines one must be seen, of a control that is
// higher than the room below the bar a part.
function sight(element) {
var faults = []
var say = function (is_sound, fault) { if (!is_sound) faults.push(fault + ': ' + brief(element)) }
var style = getComputedStyle(element)
var bar = document.querySelector('.bar').getBoundingClientRect().bottom
var is_bar = !!element.closest('.bar,.skip')
var below = is_bar ? 0 : bar
var lines = Array.prototype.slice.call(element.getClientRects())
var in_sight = function (at) { return at.bottom > below + 8 && at.top < innerHeight - 8 && at.width > 1 }
var at = lines.filter(in_sight)[0] || lines[0]
say(style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, 'no outline')
say(lines.some(in_sight), 'off screen')
say(at.left >= -1 && at.right <= innerWidth + 1, 'beside the screen')
say(is_bar || lines[0].top >= bar - 1 || lines[0].height >= innerHeight - bar, 'under the bar')
var top = document.elementFromPoint(at.left + Math.min(at.width / 2, 12), Math.min(Math.max(at.top + 4, below + 1), innerHeight - 2))
say(!!top && (element.contains(top) || top.contains(element)), 'covered')
return faults
}

// The same of everything that takes the focus, in the order in which the Tab key reaches it: no `tabindex` changes that.
function focus() {
var faults = []
all('a[href],button,input,select,textarea,summary').forEach(function (element) {
if (!element.getClientRects().length) return
element.focus()
if (document.activeElement === element) faults = faults.concat(sight(element))
})
document.activeElement.blur()
scrollTo(0, 0)
return faults
}

// What kinds of controls there are: each with the names of the parts it stands in, which is all that a style can know it by.
function kinds() {
var found = {}
all('a[href],button,input,select,textarea,summary').forEach(function (element) {
if (!element.getClientRects().length) return
var names = []
for (var part = element; part !== document.body; part = part.parentElement) names.push([part.localName, part.className, part.type || ''].join('.'))
found[names.join(' < ')] = true
})
return Object.keys(found)
}

// From now on writes down what each press of a key has brought the focus to, until it leaves the page.
function follow() {
var first = null, last = null
window.followed = { count: 0, faults: [], is_over: false }
document.addEventListener('keyup', function () {
var on = document.activeElement
if (followed.is_over) return
if (on === first || on === document.body || on === document.documentElement) { followed.is_over = true; return }
first = first || on
if (last && !(last.compareDocumentPosition(on) & 4)) followed.faults.push('goes back: ' + brief(on))
last = on
followed.count++
followed.faults = followed.faults.concat(sight(on))
}, true)
}

// The colours of every text that is seen, and of what is behind it; each pair once, with a text that stands so.
function colours() {
var parts = function (colour) { return colour.match(/[\d.]+/g).map(Number) }
var behind = function (element) {
for (; element; element = element.parentElement) {
var colour = parts(getComputedStyle(element).backgroundColor)
if (colour.length < 4 || colour[3] > 0) return colour
}
return [255, 255, 255]
}
var pairs = {}
var nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
while (nodes.nextNode()) {
var element = nodes.currentNode.parentElement
if (!nodes.currentNode.data.trim() || !element.getClientRects().length || element.closest('script,style,.vh,.skip')) continue
var pair = [parts(getComputedStyle(element).color).slice(0, 3), behind(element).slice(0, 3)]
pairs[pair] = pairs[pair] || pair.concat(nodes.currentNode.data.trim().slice(0, 40))
}
return Object.keys(pairs).map(function (key) { return pairs[key] })
}

// With a reader's own colours fills are gone: a control shows by a line under its words or around it that it is one. The browser draws
// the box of a checkbox itself.
function forced() {
if (!matchMedia('(forced-colors: active)').matches) return ['the browser keeps its own colours']
var has_line = function (element) {
var style = getComputedStyle(element)
return /underline/.test(style.textDecorationLine) || style.outlineStyle !== 'none' ||
['Top', 'Right', 'Bottom', 'Left'].some(function (side) { return style['border' + side + 'Style'] !== 'none' && parseFloat(style['border' + side + 'Width']) > 0 })
}
return all('a[href],button,input,select,textarea,summary').filter(function (control) {
return control.getClientRects().length && !has_line(control) && !has_line(control.parentElement) && !control.querySelector('*') &&
control.type !== 'checkbox' && !(control.matches('summary') && getComputedStyle(control).listStyleType !== 'none')
}).map(brief)
}

// What moves by itself or glides although the reader asked for less motion.
function motion() {
if (!matchMedia('(prefers-reduced-motion: reduce)').matches) return ['the browser does not say that less motion is wanted']
return all('*').filter(function (element) {
var style = getComputedStyle(element)
var lasts = style.transitionDuration.split(',').some(function (time) { return parseFloat(time) > 0.01 })
return style.animationName !== 'none' || lasts || style.scrollBehavior === 'smooth'
}).map(brief)
}

// Opens all that can be opened, so that what a reader may see is looked at too.
function open() {
all('details').forEach(function (part) { part.removeAttribute('name'); part.open = true })
all('.outcome').forEach(function (part) { part.style.setProperty('display', 'block', 'important') })
}

// Faults in the tags of WCAG 2.2 A and AA, best practices, and contrast at level AAA, which holds all that level AA asks for; or of the rules
// that look at colours alone; or at colours and sizes.
function faults(rules) {
var tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']
var colours = ['color-contrast-enhanced', 'link-in-text-block']
var options = rules === 'all'
? { runOnly: { type: 'tag', values: tags }, rules: { 'color-contrast-enhanced': { enabled: true }, 'color-contrast': { enabled: false }, 'target-size': { enabled: true } } }
: { runOnly: { type: 'rule', values: rules === 'looks' ? colours.concat(['target-size', 'scrollable-region-focusable', 'css-orientation-lock']) : colours } }
// Nothing is fetched for it: a page has neither style sheets from elsewhere nor anything that plays (see `structure`).
options.preload = false
options.resultTypes = ['violations']
options.elementRef = false
return axe.run(document, options).then(function (found) {
return found.violations.map(function (fault) {
return fault.id + ': ' + fault.nodes.slice(0, 3).map(function (node) { return node.target.join(' ') + ' ' + node.html.slice(0, 120) }).join(' | ')
})
})
}

window.probe = { kept: kept, structure: structure, names: names, sideways: sideways, bar_in_view: bar_in_view, focus: focus, small: small, kinds: kinds, follow: follow, colours: colours, forced: forced, motion: motion, open: open, faults: faults }
})()
