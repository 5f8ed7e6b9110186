// Where a screen keyboard covers the page instead of shrinking it (iOS), the page shrinks itself.

export function stayAboveKeyboard() {
  visualViewport?.addEventListener("resize", () => {
    if (visualViewport.scale !== 1) return; // pinched, not covered
    const covered = innerHeight - visualViewport.height > 100;
    document.body.style.height = covered ? `${visualViewport.height}px` : "";
    if (covered) scrollTo(0, 0);
  });
}
