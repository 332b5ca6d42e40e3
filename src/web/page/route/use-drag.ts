import { type PointerEvent, useRef, useState } from 'react';

/** What is held, and where it would stand when it is let go; counted from 0. */
export interface Held {
  readonly id: string;
  readonly to: number;
}

const edge = 70;
const scrolls = 12;

/** Near the edge of the window the page comes along. */
function comeAlong(y: number): void {
  if (y < edge) scrollBy(0, -scrolls);
  if (y > innerHeight - edge) scrollBy(0, scrolls);
}

/** How many of the others stand above the finger. */
function placeAt(list: HTMLElement, id: string, y: number): number {
  const others = [...list.children].filter(
    (item) => item instanceof HTMLElement && item.dataset['step'] !== id,
  );
  return others.filter((item) => {
    const { top, height } = item.getBoundingClientRect();
    return top + height / 2 < y;
  }).length;
}

/** Dragging by a handle, with a mouse, a finger or a pen; buttons do the same for whoever cannot. */
export function useDrag(drop: (id: string, to: number) => void) {
  const list = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<Held>();
  const handle = (id: string, at: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      setHeld({ id, to: at });
    },
    onPointerMove: ({ clientY }: PointerEvent<HTMLElement>) => {
      if (held === undefined || list.current === null) return;
      comeAlong(clientY);
      const to = placeAt(list.current, held.id, clientY);
      if (to !== held.to) setHeld({ id: held.id, to });
    },
    onPointerUp: () => {
      if (held !== undefined && held.to !== at) drop(held.id, held.to);
      setHeld(undefined);
    },
    onPointerCancel: () => setHeld(undefined),
  });
  return { list, held, handle };
}
