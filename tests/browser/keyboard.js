/* Where the keyboard stands on a page: called by keyboard.py. */
(() => {
  "use strict";
  const FIELDS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const isRadio = (element) => element.matches("[type=radio]");
  const isBeside = (element) => (other) => other.name === element.name && other.form === element.form;
  const called = (element) => {
    const words = (element.innerText || element.name || element.value || "").trim();
    return `${element.tagName.toLowerCase()}#${element.id} “${words.slice(0, 40)}”`;
  };
  /* Radios of one question are one stop, which stands where the first of them does. */
  const first = (element) => (isRadio(element) ? all("[type=radio]").find(isBeside(element)) : element);
  const place = (element) => all("*").indexOf(first(element));
  const isOpen = (element) => !element.disabled && !element.hidden && element.checkVisibility({ visibilityProperty: true });

  /* All that must be reached, in the order of the document. */
  function stops() {
    return all(FIELDS).filter((element) => isOpen(element) && first(element) === element)
      .map((element) => [place(element), called(element)]);
  }

  /* Two colours around the element, its drawn mark or the whole row. */
  function hasRing(element) {
    const near = element.nextElementSibling;
    const styles = ["", "::before", "::after"].flatMap((part) =>
      [element, near].filter(Boolean).map((one) => getComputedStyle(one, part)));
    return styles.some((style) => style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3
      && style.boxShadow !== "none" && !style.boxShadow.startsWith(style.outlineColor));
  }

  function isSeen(element) {
    const box = element.getBoundingClientRect();
    const fits = box.top >= -1 && box.bottom <= innerHeight + 1 && box.left >= -1 && box.right <= innerWidth + 1;
    const fills = box.height > innerHeight && box.bottom > 0 && box.top < innerHeight;
    return box.width > 0 && box.height > 0 && (fits || fills);
  }

  const onPage = (box) => ({ top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left });

  /* The stop at which the focus is; null when it is on none. */
  function here() {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    const faults = [];
    if (!hasRing(element)) faults.push(`no ring: ${called(element)}`);
    if (!isSeen(element)) faults.push(`out of sight: ${called(element)}`);
    const lines = Array.from(first(element).getClientRects());  // of a link that is broken, several
    return { place: place(element), faults, begins: onPage(lines[0]), ends: onPage(lines[lines.length - 1]) };
  }

  window.learnhubKeyboard = { stops, here };
})();
