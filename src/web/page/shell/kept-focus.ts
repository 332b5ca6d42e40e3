import { type RefObject, useEffect } from 'react';

/** What focus can wait at when the thing itself is gone: a card, a form, a part of the page, or the whole of it. */
const holders = 'article, form, section, main';

/** What has focus, and all it stands in, up to the whole. */
function pathTo(element: Element, whole: HTMLElement): readonly HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let at: Element | null = element; at instanceof HTMLElement; at = at.parentElement) {
    path.push(at);
    if (at === whole) return path;
  }
  return [];
}

/** Where focus belongs now; undefined: nowhere else, or its button is busy and comes back by itself. */
function nextIn([last, ...around]: readonly HTMLElement[]): HTMLElement | undefined {
  if (last?.isConnected && last.hasAttribute('data-loading')) return undefined;
  if (last?.isConnected && !last.matches(':disabled')) return last;
  return around.find((one) => one.isConnected && one.matches(holders));
}

function focusOn(element: HTMLElement): void {
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) {
    element.tabIndex = -1;
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  }
  element.focus({ preventScroll: true });
}

/**
 * A button that did its work is often gone, or cannot be used while it is busy. Whoever works by keyboard, or hears the
 * page read, stays where they were: at the button once it is back, else at the card it stood on.
 */
export function useKeptFocus(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const whole = place.current;
    if (whole === null) return undefined;
    let path: readonly HTMLElement[] = [];
    const remember = ({ target }: FocusEvent) => {
      path = target instanceof Element ? pathTo(target, whole) : [];
    };
    // Who points beside everything wants focus nowhere.
    const forget = () => {
      path = [];
    };
    const keep = () => {
      if (document.activeElement !== document.body) return;
      const next = nextIn(path);
      if (next) focusOn(next);
    };
    // A browser takes focus from what cannot be used when it draws: after that there is something to see.
    const watch = new MutationObserver(() => requestAnimationFrame(() => setTimeout(keep)));
    const attributeFilter = ['disabled', 'data-loading'];
    watch.observe(whole, { subtree: true, childList: true, attributes: true, attributeFilter });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget);
    return () => {
      watch.disconnect();
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget);
    };
  }, [place]);
}
