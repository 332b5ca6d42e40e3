import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  GrantEventsDocument,
  MyEventsDocument,
  type MyEventsSubscription,
  type TypedDocumentString,
  type ViewerKind,
} from '../../../../schema/generated/graphql.js';
import { languageNow } from '../texts/language.js';
import { useLanguage } from '../texts/texts.js';

type MyEvent = MyEventsSubscription['myEvents'];

/** What each sort of news makes old. */
const touched: Readonly<Record<MyEvent['kind'], readonly string[]>> = {
  LOOK: ['looks', 'alerts', 'grants'],
  REFUSED_TRY: ['looks', 'alerts'],
  REQUEST: ['requests', 'proposals', 'looks', 'awards'],
  GRANT_CHANGED: ['grants', 'looks', 'preview'],
  RECORDS_CHANGED: ['records', 'looks', 'preview'],
};

interface Line<Result> {
  readonly document: TypedDocumentString<Result, Record<string, never>>;
  readonly hear: (event: Result) => void;
}

/** A line to the server while the page is open, taken up again when it breaks. @returns how to hang up. */
async function open<Result>({ document, hear }: Line<Result>): Promise<() => void> {
  const { createClient } = await import('graphql-ws');
  const client = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    retryAttempts: 20,
    connectionParams: { acceptLanguage: languageNow() },
  });
  // Hanging up ends the one subscription; with its last one the client closes the line itself.
  return client.subscribe<Result>(
    { query: document.toString() },
    {
      next: ({ data }) => {
        if (data) hear(data);
      },
      // The page asks again from time to time by itself; without a line that is what is left.
      error: () => undefined,
      complete: () => undefined,
    },
  );
}

/** A line that is opened, and hung up at once where it is not wanted any more by then. */
async function keep<Result>(line: Line<Result>, isOver: () => boolean): Promise<() => void> {
  const close = await open(line);
  if (isOver()) close();
  return close;
}

/** Opens a line once the page is there; hangs up when nobody needs it. */
function useLine<Result>(isWanted: boolean, line: () => Line<Result>): void {
  const language = useLanguage();
  useEffect(() => {
    if (!isWanted) return undefined;
    let over = false;
    let opening: Promise<() => void> | undefined;
    const soon = setTimeout(() => {
      opening = keep(line(), () => over);
    }, 1000);
    return () => {
      over = true;
      clearTimeout(soon);
      void opening?.then((close) => close());
    };
  }, [isWanted, language]);
}

/** Requests, looks and changes show as they happen. @returns the last news, in a sentence. */
export function useLive(kind: ViewerKind | undefined): string {
  const client = useQueryClient();
  const [news, setNews] = useState('');
  const renew = (names: readonly string[]) => {
    for (const name of names) void client.invalidateQueries({ queryKey: [name] });
  };
  useLine(kind === 'LEARNER', () => ({
    document: MyEventsDocument,
    hear: ({ myEvents: event }) => {
      renew(touched[event.kind]);
      if (event.kind === 'LOOK' || event.kind === 'REQUEST') setNews(event.sentence);
    },
  }));
  useLine(kind === 'ADVISER', () => ({
    document: GrantEventsDocument,
    // What is shared now; a learner is looked at anew only where that is other than before.
    hear: () => renew(['learners']),
  }));
  return news;
}
