/* What can be measured on a page: called by inspecting.py, each function answers with a list of faults. */
(() => {
  "use strict";
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const called = (element) => {
    const words = (element.innerText || element.getAttribute("aria-label") || element.name || "").trim();
    return `${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""} “${words.slice(0, 40)}”`;
  };
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const ownText = (element) =>
    Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());

  function frame(language) {
    const faults = [];
    const count = (selector, least, most) => {
      const found = all(selector).filter(isShown).length;
      if (found < least || found > most) faults.push(`${found} of ${selector}`);
    };
    count("h1", 1, 1);
    count(".btn--primary", 0, 1);
    if (!/\S – LearnHub$/.test(document.title)) faults.push(`title “${document.title}”`);
    if (document.documentElement.lang !== language) faults.push(`lang ${document.documentElement.lang}`);
    all("body *").forEach((element) => {
      const position = getComputedStyle(element).position;
      if (position === "fixed" || position === "sticky") faults.push(`${position}: ${called(element)}`);
    });
    return faults;
  }

  function letters() {
    return all("body, body *").filter((element) => ownText(element) && isShown(element))
      .filter((element) => parseFloat(getComputedStyle(element).fontSize) < 16)
      .map((element) => `${getComputedStyle(element).fontSize}: ${called(element)}`);
  }

  /* A link among other words of a sentence may be as low as its line. */
  const isInSentence = (element) => {
    const around = element.matches("a") && element.closest("p, li, dd, td, label");
    return around && around.innerText.trim().length > element.innerText.trim().length;
  };

  /* What a finger may hit: a label counts for its mark, a whole row for its link. */
  const target = (element) =>
    element.matches(".row__link") ? element.closest(".row")
      : element.matches("[type=radio], [type=checkbox]") ? element.closest("label") || element : element;

  function targets() {
    return all("a[href], button, input:not([type=hidden]), select, textarea, summary")
      .filter((element) => isShown(element) && !element.matches(".skip") && !isInSentence(element))
      .map((element) => [element, target(element).getBoundingClientRect()])
      .filter(([, box]) => box.width < 43.95 || box.height < 43.95)
      .map(([element, box]) => `${Math.round(box.width)}×${Math.round(box.height)} px: ${called(element)}`);
  }

  function sideways() {
    const wide = document.documentElement.scrollWidth;
    if (wide <= innerWidth) return [];
    const guilty = all("body *").filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
    return [`${wide} px on ${innerWidth}: ${guilty.slice(-2).map(called).join(", ")}`];
  }

  /* WCAG 1.4.12 with the largest text: nothing may be cut off or run out of the screen. */
  function spacious() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
      + " p { margin-bottom: 2em !important }");
    const size = document.documentElement.dataset.size;
    document.documentElement.dataset.size = "150";
    document.adoptedStyleSheets.push(sheet);
    const faults = cut().concat(sideways());
    document.adoptedStyleSheets.pop();
    document.documentElement.dataset.size = size;
    return faults;
  }

  function cut() {
    return all("body *").filter((element) => {
      if (!isShown(element) || element.closest(".unseen") || !element.innerText || !element.innerText.trim()) return false;
      const style = getComputedStyle(element);
      const hides = (way) => way === "hidden" || way === "clip";
      return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
    }).map((element) => `cut off: ${called(element)}`);
  }

  /* What has an edge or a ground of its own holds what is in it. */
  function spilled() {
    const spills = (element) => {
      const style = getComputedStyle(element);
      const isBox = parseFloat(style.borderTopWidth) > 0 || style.backgroundColor !== "rgba(0, 0, 0, 0)";
      return isBox && element.clientHeight && style.overflowY === "visible" && isShown(element)
        && (element.scrollHeight > element.clientHeight + 4 || element.scrollWidth > element.clientWidth + 4);
    };
    return all("main *, footer *").filter(spills).map((element) => `spills over: ${called(element)}`);
  }

  /* Everything that is read or heard, piece by piece. */
  function words() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [document.title];
    while (walker.nextNode()) found.push(walker.currentNode.textContent);
    all("[aria-label]").forEach((element) => found.push(element.getAttribute("aria-label")));
    Array.from(document.body.attributes).forEach((attribute) => found.push(attribute.value));
    return found.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
  }

  window.learnhubInspect = { frame, letters, targets, sideways, spacious, spilled, words };
})();
