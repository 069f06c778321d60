/* Asks this device for a passkey, and sends its answer by the form that stands in the page (templates/macros/passkeys.html).
   Without it codes do. */
"use strict";
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;

  const read = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const written = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const ids = (listed) => (listed || []).map((each) => ({ ...each, id: read(each.id) }));

  const ask = () => {
    const asked = JSON.parse(form.dataset.options);
    asked.challenge = read(asked.challenge);
    if (form.dataset.passkey === "use") {
      asked.allowCredentials = ids(asked.allowCredentials);
      return navigator.credentials.get({ publicKey: asked });
    }
    asked.user.id = read(asked.user.id);
    asked.excludeCredentials = ids(asked.excludeCredentials);
    return navigator.credentials.create({ publicKey: asked });
  };

  const answer = (given) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (given.response[part]) response[part] = written(given.response[part]);
    }
    return JSON.stringify({ id: given.id, rawId: written(given.rawId), type: given.type, response });
  };

  const show = (selector, shown) => {
    for (const each of document.querySelectorAll(selector)) each.hidden = !shown;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    show("[data-passkey-failed]", false);
    try {
      form.elements.answer.value = answer(await ask());
      form.submit();
    } catch (error) {
      show(error.name === "InvalidStateError" ? "[data-passkey-failed=known]" : "[data-passkey-failed=other]", true);
      button.disabled = false;
    }
  });
  show("[data-passkey-none]", false);
  form.hidden = false;
})();
