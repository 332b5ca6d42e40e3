import { type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';

/** What is held, and where it would stand when it is let go; counted from 0. */
export interface Held {
  readonly id: string;
  readonly to: number;
}

const edge = 70;
const scrolls = 12;

/** Near the edge of the window the page comes along, for as long as the finger is there. */
function comeAlong(y: number): void {
  if (y < edge) scrollBy(0, -scrolls);
  if (y > innerHeight - edge) scrollBy(0, scrolls);
}

/** Which of the list the finger is at; above it the first, below it the last. */
function placeAt(list: HTMLElement, y: number): number {
  const below = [...list.children].filter((item) => item.getBoundingClientRect().bottom < y);
  return Math.min(below.length, list.children.length - 1);
}

/** Dragging by a handle, with a mouse, a finger or a pen; buttons do the same for whoever cannot. */
export function useDrag(drop: (id: string, to: number) => void) {
  const list = useRef<HTMLOListElement>(null);
  const finger = useRef(0);
  const [held, setHeld] = useState<Held>();
  const look = useEffectEvent(() => {
    comeAlong(finger.current);
    if (held === undefined || list.current === null) return;
    const to = placeAt(list.current, finger.current);
    if (to !== held.to) setHeld({ id: held.id, to });
  });
  const isHeld = held !== undefined;
  useEffect(() => {
    if (!isHeld) return undefined;
    const clock = setInterval(look, 16);
    return () => clearInterval(clock);
  }, [isHeld]);
  const handle = (id: string, at: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      finger.current = event.clientY;
      setHeld({ id, to: at });
    },
    onPointerMove: ({ clientY }: PointerEvent<HTMLElement>) => {
      finger.current = clientY;
    },
    onPointerUp: ({ clientY }: PointerEvent<HTMLElement>) => {
      const to = list.current === null ? at : placeAt(list.current, clientY);
      if (isHeld && to !== at) drop(id, to);
      setHeld(undefined);
    },
    onPointerCancel: () => setHeld(undefined),
  });
  return { list, held, handle };
}
