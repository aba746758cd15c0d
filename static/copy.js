// The buttons of the link kit copy the text beside them. Without this file they stay hidden, and the text can be marked by hand.
document.querySelectorAll('.copy').forEach(function (button) {
'use strict'
var code = button.parentNode.parentNode.querySelector('code')
var said = button.nextElementSibling

function copied() { said.textContent = button.dataset.done }

// Older browsers, and pages that are not served over https, copy what is marked.
function copyMarked() {
var range = document.createRange()
range.selectNodeContents(code)
var marked = getSelection()
marked.removeAllRanges()
marked.addRange(range)
if (document.execCommand('copy')) copied()
}

button.hidden = false
button.onclick = function () {
if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then(copied, copyMarked)
else copyMarked()
}
})
