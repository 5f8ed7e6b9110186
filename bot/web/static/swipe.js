// On a touch screen a bubble drawn to the right is answered, as in the chats people know.

const ENOUGH = 64; // pixels
const STEEP = 0.6; // more upright than this is scrolling

export function answerBySwipe(log, reply) {
  let start = null;
  log.addEventListener("touchstart", (event) => (start = begin(event)), { passive: true });
  log.addEventListener("touchmove", (event) => start && follow(start, event.touches[0]), { passive: true });
  for (const end of ["touchend", "touchcancel"]) {
    log.addEventListener(end, () => {
      if (start?.distance >= ENOUGH) reply(start.id);
      if (start) start.element.style.transform = "";
      start = null;
    });
  }
}

function begin(event) {
  const element = event.target.closest("article[data-id]:not(.mine)");
  const touch = event.touches[0];
  if (!element || event.touches.length > 1) return null;
  return { element, id: element.dataset.id, x: touch.clientX, y: touch.clientY, distance: 0 };
}

function follow(start, touch) {
  const [x, y] = [touch.clientX - start.x, Math.abs(touch.clientY - start.y)];
  start.distance = x > 12 && y < x * STEEP ? Math.min(x, ENOUGH * 1.2) : 0;
  start.element.style.transform = start.distance ? `translateX(${start.distance}px)` : "";
}
