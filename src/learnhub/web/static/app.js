/* What saves time, bytes or lost work. Every page works without it. Words come from <body data-say-…>. */
(() => {
  "use strict";
  const me = document.currentScript;
  const say = (word) => document.body.getAttribute("data-say-" + word) || "";
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const announce = (text) => { const live = document.getElementById("live"); if (live) live.textContent = text; };

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  /* ---- Words of the glossary: the definition opens under its own paragraph ---- */

  const open = [];  // terms whose definition is open, the latest last

  function openTerm(term, entry) {
    const panel = make("div", "definition");
    panel.id = term.hash.slice(1) + "-" + all(".definition").length;
    panel.append(make("p", "definition__term", entry.querySelector("dt").textContent));
    entry.querySelector("dd").childNodes.forEach((node) => panel.append(node.cloneNode(true)));
    const block = term.closest("li, dd, td, p, h2, h3") || term;
    if (block.matches("li, dd, td")) block.append(panel); else block.after(panel);
    term.setAttribute("aria-expanded", "true");
    term.setAttribute("aria-controls", panel.id);
    open.push(term);
  }

  function closeTerm(term) {
    const panel = document.getElementById(term.getAttribute("aria-controls"));
    const inside = panel && panel.contains(document.activeElement);
    if (panel) panel.remove();
    term.setAttribute("aria-expanded", "false");
    term.removeAttribute("aria-controls");
    open.splice(open.indexOf(term), 1);
    if (inside) term.focus();
  }

  function onTermClick(event) {
    const term = event.target.closest("a.term");
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const entry = term.hash && document.getElementById(term.hash.slice(1));
    if (!entry) return;
    event.preventDefault();
    if (open.includes(term)) closeTerm(term); else openTerm(term, entry);
  }

  function onEscape(event) {
    if (event.key === "Escape" && open.length) closeTerm(open[open.length - 1]);
  }

  function prepareTerms(root) {
    all("a.term:not([aria-expanded])", root).forEach((term) => {
      if (document.getElementById(term.hash.slice(1))) term.setAttribute("aria-expanded", "false");
    });
  }

  /* ---- Sending and printing ---- */

  function prepareShare(root) {
    all("[data-share]:not([data-ready])", root).forEach((box) => {
      box.dataset.ready = "";
      const link = box.querySelector("[data-share-link]");
      const send = box.querySelector("[data-share-button]");
      const copy = box.querySelector("[data-copy]");
      if (navigator.share) {
        send.hidden = false;
        link.hidden = true;
        send.addEventListener("click", () => {
          navigator.share({ title: box.dataset.title, url: box.dataset.share })
            .catch((error) => { if (error.name !== "AbortError") link.hidden = false; });
        });
      }
      if (navigator.clipboard) {
        copy.hidden = false;
        copy.addEventListener("click", () => copyLink(box, copy));
      }
    });
  }

  function copyLink(box, button) {
    navigator.clipboard.writeText(box.dataset.share).then(() => {
      button.querySelector("span").textContent = say("copied");
      announce(say("copied"));
    }, () => box.querySelector("input").select());
  }

  function preparePrint(root) {
    all("[data-print][hidden]", root).forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  }

  /* ---- Passwords and numbers can be looked at ---- */

  function prepareReveal(root) {
    all(".reveal:not([data-ready])", root).forEach((box) => {
      box.dataset.ready = "";
      const input = box.querySelector("input");
      const button = make("button", "btn btn--secondary", say("show"));
      button.type = "button";
      button.setAttribute("aria-controls", input.id);
      const isPassword = input.type === "password";
      let hidden = true;
      const hide = (on) => {
        hidden = on;
        if (isPassword) input.type = on ? "password" : "text"; else input.classList.toggle("input--secret", on);
        button.textContent = say(on ? "show" : "hide");
      };
      button.addEventListener("click", () => hide(!hidden));
      if (input.form) input.form.addEventListener("submit", () => hide(true));
      box.append(button);
    });
  }

  /* ---- Three pictures of a lock: collected on one page, sent once, forgotten when the page is left ---- */

  function preparePad(root) {
    all("[data-pad]:not([data-ready])", root).forEach((form) => {
      form.dataset.ready = "";
      form.addEventListener("click", (event) => pick(event, form, event.target.closest("[name=picture]")));
    });
  }

  function pick(event, form, button) {
    const picked = form.elements.picked.value.split(" ").filter(Boolean);
    if (!button || picked.length > 1) return;
    event.preventDefault();
    setPicked(form, picked.concat(button.value));
    announce(form.querySelector("[data-count]:not([hidden]) p").textContent);
    button.setAttribute("aria-pressed", "true");
    setTimeout(() => button.removeAttribute("aria-pressed"), 1000);
  }

  function setPicked(form, picked) {
    form.elements.picked.value = picked.join(" ");
    all("[data-count]", form).forEach((band) => { band.hidden = band.dataset.count !== String(picked.length); });
  }

  const forgetPicked = () => all("[data-pad]").forEach((form) => setPicked(form, []));

  /* ---- Somebody with a lock is warned two minutes before the phone asks again ---- */

  function prepareIdle(root) {
    all("[data-idle]:not([data-ready])", root).forEach((box) => {
      box.dataset.ready = "";
      const seconds = Number(box.dataset.idle);
      const ends = Date.now() + seconds * 1000;
      const later = (after, work) => setTimeout(() => { if (box.isConnected) work(); }, Math.max(after, 0) * 1000);
      later(seconds - 120, () => {
        box.hidden = false;
        if (document.activeElement.matches("input, textarea, select")) announce(box.getAttribute("aria-label"));
        else box.querySelector("button").focus();
      });
      const leave = () => location.assign(box.dataset.who);
      later(seconds, leave);
      // Time stands still for a page behind Back.
      window.addEventListener("pageshow", (event) => { if (event.persisted && box.isConnected && Date.now() >= ends) leave(); });
    });
  }

  /* ---- A form is sent once; after a second the page says that it is being sent ---- */

  const pending = new Map();  // form -> what to undo when the answer is there

  const pressed = (form, submitter) =>
    submitter || form.querySelector("button:not([type=button])") || form;

  function hold(form, submitter) {
    const button = pressed(form, submitter);
    clearNotes(form);
    const slow = setTimeout(() => {
      const line = make("p", "sending", say("sending"));
      button.after(line);
      announce(say("sending"));
    }, 1000);
    const limit = setTimeout(() => release(form), isEnhanced(form) ? 22000 : 8000);
    pending.set(form, { slow, limit, button });
  }

  function release(form) {
    const held = pending.get(form);
    if (!held) return;
    clearTimeout(held.slow);
    clearTimeout(held.limit);
    pending.delete(form);
    all(".sending", form).forEach((line) => line.remove());
  }

  const isEnhanced = (form) => form.hasAttribute("hx-post") || form.hasAttribute("hx-get");

  function onSubmit(event) {
    const form = event.target;
    if (!pending.has(form)) return hold(form, event.submitter);
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  const releaseAll = () => Array.from(pending.keys()).forEach(release);

  /* ---- A request that failed: say so under the button, try again, keep everything ---- */

  const PAUSES = [2000, 5000, 15000];
  const failures = new WeakMap();  // request -> kind of failure
  const retries = new Map();       // form -> { count, timer, send }

  const clearNotes = (form) => all(".failed", form).forEach((note) => note.remove());

  function onFailure(event) {
    const ctx = event.detail && event.detail.ctx;
    if (!ctx || (ctx.hx && ctx.hx.redirect)) return;
    const status = ctx.response ? ctx.response.status : 0;
    if (status === 409 || status === 422) return;
    failures.set(ctx, !status ? "lost" : status >= 500 ? "server" : status === 429 ? "many" : "refused");
  }

  function onFinished(event) {
    const ctx = event.detail.ctx;
    const source = ctx.sourceElement;
    const form = source.closest("form") || source;
    const button = pressed(form, ctx.request.submitter);
    const kind = failures.get(ctx);
    markBusy(ctx, false);
    release(form);
    if (kind) setTimeout(() => fail(form, button, source, kind));  // after htmx has enabled the button again
    else { stopRetrying(form); setTimeout(() => refocus(button)); }
  }

  function refocus(button) {
    if (button.isConnected && document.activeElement === document.body) button.focus({ preventScroll: true });
  }

  function fail(form, button, source, kind) {
    if (!button.isConnected) return;
    clearNotes(form);
    const send = () => { if (source.matches("form")) source.requestSubmit(button.form === source ? button : undefined); else source.click(); };
    const state = retries.get(form) || { count: 0 };
    const mayRetry = (kind === "lost" || kind === "server") && form.querySelector("[name=key]") && state.count < PAUSES.length;
    const note = make("div", "notice notice--bad failed");
    const body = make("div");
    const again = make("button", "btn btn--secondary", say("again"));
    again.type = "button";
    again.addEventListener("click", () => { stopRetrying(form); send(); });
    note.setAttribute("role", "alert");
    body.append(make("p", "", mayRetry ? say("retrying").replace("{n}", state.count + 1) : say(kind)), again);
    note.append(body);
    button.after(note);
    refocus(button);
    if (mayRetry) {
      state.send = send;
      state.timer = setTimeout(send, PAUSES[state.count]);
      state.count += 1;
      retries.set(form, state);
    } else stopRetrying(form);
  }

  function stopRetrying(form) {
    const state = retries.get(form);
    if (state) clearTimeout(state.timer);
    retries.delete(form);
  }

  /* Whoever changes an answer meanwhile sends it themselves. */
  function onChange(event) {
    const form = event.target.form;
    if (form && retries.has(form)) { stopRetrying(form); clearNotes(form); }
  }

  function onOnline() {
    retries.forEach((state) => { clearTimeout(state.timer); state.send(); });
  }

  function markBusy(ctx, busy) {
    if (!(ctx.target instanceof Element)) return;
    if (busy) ctx.target.setAttribute("aria-busy", "true"); else ctx.target.removeAttribute("aria-busy");
  }

  /* The title says when something needs fixing. */
  function onSwapped(event) {
    const ctx = event.detail.ctx;
    const title = document.title.replace(say("error") + " ", "");
    const refused = ctx && ctx.response && ctx.response.status === 422;
    document.title = refused ? say("error") + " " + title : title;
    prepare(document);
  }

  /* ---- Everything together ---- */

  function prepare(root) {
    [prepareTerms, prepareShare, preparePrint, prepareReveal, preparePad, prepareIdle].forEach((step) => step(root));
  }

  document.addEventListener("click", onTermClick);
  document.addEventListener("keydown", onEscape);
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("change", onChange);
  document.addEventListener("input", onChange);
  document.addEventListener("htmx:before:request", (event) => markBusy(event.detail.ctx, true));
  document.addEventListener("htmx:error", onFailure);
  document.addEventListener("htmx:response:error", onFailure);
  document.addEventListener("htmx:finally:request", onFinished);
  document.addEventListener("htmx:finally:swap", onSwapped);
  window.addEventListener("pageshow", releaseAll);
  window.addEventListener("pagehide", forgetPicked);
  window.addEventListener("online", onOnline);
  prepare(document);

  /* Last, and not from the page itself: on a thin line it would hold back the colours and the first words. */
  const htmx = make("script");
  htmx.src = me.dataset.htmx;
  document.head.append(htmx);
})();
