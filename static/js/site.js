// Small comforts. Every page works without this file.
(function () {
  "use strict";

  // The error summary gets the focus, on a new page and after a fragment has been swapped in.
  function focusErrors(root) {
    var summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  }

  // What was done is said first: after a redirect the message gets the focus, unless the page itself has placed it.
  function focusMessage() {
    var message = document.querySelector("#messages [data-message]");
    if (message && !document.querySelector("[data-error-summary], [autofocus]")) message.focus();
  }

  // An open menu closes by Escape (focus goes back to its button) and when the focus or a click leaves it.
  function closeMenus(keep) {
    document.querySelectorAll("details[data-closable][open]").forEach(function (menu) {
      if (!keep || !menu.contains(keep)) menu.open = false;
    });
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var menu = event.target.closest && event.target.closest("details[data-closable][open]");
    closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
  });
  document.addEventListener("click", function (event) { closeMenus(event.target); });
  document.addEventListener("focusin", function (event) { closeMenus(event.target); });

  // A request that failed says so, in words.
  function announceFailure() {
    var place = document.getElementById("messages");
    if (!place) return;
    var alert = document.createElement("div");
    alert.className = "ds-alert message";
    alert.dataset.color = "danger";
    alert.setAttribute("role", "alert");
    var text = document.createElement("p");
    text.textContent = document.body.dataset.requestFailed;
    alert.append(text);
    place.replaceChildren(alert);
  }

  // Buttons that print: shown only where this file can do it.
  function offerPrinting() {
    document.querySelectorAll("[data-print]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { window.print(); });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    offerPrinting();
    focusErrors(document);
    focusMessage();
    document.body.addEventListener("htmx:afterSwap", function (event) { focusErrors(event.detail.target); });
    document.body.addEventListener("htmx:sendError", announceFailure);
    document.body.addEventListener("htmx:responseError", announceFailure);
  });
})();
