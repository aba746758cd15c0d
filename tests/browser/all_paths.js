// Walks every path of the report page by clicking, and tells what a person does not see where they should.
// Gives {paths, faults, worst}: how many answers were reached, what was wrong, and how far down the first way to act stood.
var slack = 2
var faults = []
var paths = 0
var worst = { now: 0, other: 0 }
var bar = function () { return document.querySelector('.bar').getBoundingClientRect() }
var shown = function (element) { return element.getClientRects().length > 0 }
var fault = function (path, what) { if (faults.length < 20) faults.push(path.join(' > ') + ': ' + what) }
var frame = function () { return new Promise(function (go) { requestAnimationFrame(function () { setTimeout(go, 0) }) }) }

function danger(path) {
  var at = document.querySelector('.bar a[href="tel:999"]').getBoundingClientRect()
  if (at.top < 0 || at.bottom > innerHeight || at.height < 44) fault(path, '999 is not in view, or under 44 px')
}

function at_the_top(path, element) {
  var top = element.getBoundingClientRect().top - bar().bottom
  if (top < -slack || top > 48) fault(path, '"' + element.textContent + '" stands ' + Math.round(top) + ' px below the bar')
}

function answer(path, section) {
  paths++
  var heading = section.querySelector('h2')
  at_the_top(path, heading)
  var act = section.querySelector('.route .num,.route .go,.route .tel')
  if (!act) return
  var box = act.getBoundingClientRect()
  var is_now = section.hasAttribute('data-now')
  var limit = is_now ? innerHeight : innerHeight * 1.5
  worst[is_now ? 'now' : 'other'] = Math.max(worst[is_now ? 'now' : 'other'], Math.round(box.bottom))
  if (box.bottom > limit) fault(path, 'the first way to act ends at ' + Math.round(box.bottom) + ' px of ' + limit + ' in ' + section.id)
  var seen = {}
  section.querySelectorAll('a').forEach(function (link) {
    var text = link.textContent.trim()
    if (seen[text] && seen[text] !== link.href) fault(path, 'two links say "' + text + '"')
    seen[text] = link.href
  })
}

async function walk(choices, path) {
  for (const details of choices.querySelectorAll(':scope > details')) {
    const summary = details.querySelector('summary')
    const here = path.concat([summary.textContent])
    // As a finger does it: a click of one click.
    summary.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }))
    await frame()
    danger(here)
    const next = details.querySelector(':scope > .step')
    if (next) {
      at_the_top(here, next.querySelector('.q'))
      await walk(next.querySelector('.choices'), here)
    } else {
      const visible = Array.from(document.querySelectorAll('.outcome')).filter(shown)
      if (visible.length !== 1) fault(here, visible.length + ' answers are on screen')
      else answer(here, visible[0])
    }
    details.open = false
    await frame()
  }
}

return walk(document.querySelector('#router .choices'), []).then(function () { return { paths: paths, faults: faults, worst: worst } })
