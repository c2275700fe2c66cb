/* Conveniences only: every page works without this file. */
(function () {
  "use strict";
  /* A calendar beside the field, never inside it: bound to the field, the picker would turn 31/02 into 03/03 unasked. */
  function calendar(input) {
    var box = document.createElement("div"), button = document.createElement("button"), pane = document.createElement("div");
    box.className = "input-group date-box";
    button.type = "button"; button.className = "btn date-button"; button.textContent = "▾";
    button.setAttribute("aria-label", document.body.dataset.pickDate); button.setAttribute("aria-expanded", "false");
    pane.className = "date-pane"; pane.hidden = true;
    input.before(box); box.append(input, button, pane);
    function show(open) { pane.hidden = !open; button.setAttribute("aria-expanded", String(open)); }
    var picker = null;
    button.addEventListener("click", function () {
      if (!picker) {
        picker = new window.Datepicker(pane, { language: "vi", format: "dd/mm/yyyy", buttonClass: "btn" });
        pane.addEventListener("changeDate", function () {
          if (pane.hidden) return;
          input.value = picker.getDate("dd/mm/yyyy");
          input.dispatchEvent(new Event("change", { bubbles: true }));
          show(false); button.focus();
        });
      }
      show(pane.hidden);
      if (!pane.hidden) pane.querySelector("button, [tabindex]").focus();
    });
    /* Before the picker, which swallows Esc and lets Enter go on to whatever has the focus when the day is chosen. */
    box.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !pane.hidden) { event.stopPropagation(); show(false); button.focus(); }
      if (event.key === "Enter" && pane.contains(event.target)) event.preventDefault();
    }, true);
    document.addEventListener("click", function (event) { if (!box.contains(event.target)) show(false); });
  }
  function dates(root) {
    if (!window.Datepicker) return;
    root.querySelectorAll("input[data-date]:not([data-ready])").forEach(function (input) {
      input.dataset.ready = "1";
      calendar(input);
    });
  }
  /* On a phone the menu waits folded; without this file it stands open. */
  function foldMenu() {
    var menu = document.querySelector(".side details");
    if (menu && window.matchMedia("(max-width: 991.98px)").matches) menu.removeAttribute("open");
  }
  document.addEventListener("DOMContentLoaded", function () { dates(document); foldMenu(); });
  document.addEventListener("htmx:afterSwap", function (event) { dates(event.target); });
  /* A number being typed is not sent by the live search: it waits for the button, which posts it. */
  document.addEventListener("htmx:configRequest", function (event) {
    var typed = String(event.detail.parameters.q || "").replace(/[\s.-]/g, "");
    if (event.detail.verb === "get" && /^\d{4,}$/.test(typed)) event.preventDefault();
  });
  /* A second click waits: the server would save once anyway. A download leaves the page as it is, so it waits less. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || form.dataset.sent) { if (form.dataset.sent) event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(function () { delete form.dataset.sent; }, "download" in form.dataset ? 3000 : 8000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });
  var idle = document.querySelector("[data-idle-minutes]");
  if (idle) {
    window.setTimeout(function () { idle.hidden = false; idle.focus(); }, (Number(idle.dataset.idleMinutes) - 2) * 60000);
  }
})();
