// Injected before a page loads: when what a reader waits for is first in view. Promises all of it once the page has loaded.
const watched = (() => {
  const waited = {
    heading: "h1",
    number: 'a[href^="tel:"]',
    question: "#router .q",
    answer: "#router summary",
  };
  const seen = {};
  // Wholly in the window, not hidden, and what a finger on its middle would touch.
  const isInView = (element) => {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || box.left < 0 || box.top < 0) return false;
    if (box.right > innerWidth || box.bottom > innerHeight) return false;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const touched = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return touched !== null && element.contains(touched);
  };
  // A frame is drawn after this runs in it, so what is in view is seen when the next one begins.
  const look = () => {
    for (const [name, selector] of Object.entries(waited)) {
      if (name in seen || ![...document.querySelectorAll(selector)].some(isInView)) continue;
      seen[name] = null;
      requestAnimationFrame((time) => { seen[name] = time; });
    }
    if (Object.keys(seen).length < Object.keys(waited).length) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const all = () => {
    const [page] = performance.getEntriesByType("navigation");
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    return { ...page.toJSON(), ...seen, paint: paint?.startTime };
  };
  // Some frames more, for what came with the last bytes.
  return new Promise((done) => addEventListener("load", () => setTimeout(() => done(all()), 300)));
})();
