/* Says, before it is so, that the session ends: to who types in a page for long. What they typed stays where it is.
   Without it the foot of each page says so (templates/base.html). */
"use strict";
(() => {
  const told = document.getElementById("ending");
  const opened = Date.now();
  const lasts = Number(told.dataset.seconds) * 1000;
  const early = Math.min(5 * 60 * 1000, lasts / 2);

  const look = () => {
    const left = opened + lasts - Date.now();
    for (const [when, now] of [["soon", left > 0 && left <= early], ["over", left <= 0]]) {
      const sentence = told.querySelector(`[data-when=${when}]`);
      if (sentence.hidden === now) sentence.hidden = !now;
    }
  };
  setInterval(look, 10 * 1000);
  document.addEventListener("visibilitychange", look);
})();
