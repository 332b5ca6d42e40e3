import { lazy, Suspense, useEffect, useState } from 'react';
import { Header } from './header.js';
import { Notice } from './notice.js';
import { type ViewerAnswer, watchViewer } from './viewer.js';
import { Welcome } from './welcome.js';

// The editor is megabytes: it starts loading beside the first question, and is shown when both are there.
const arriving = import('./workbench.js');
const Workbench = lazy(async () => ({ default: (await arriving).Workbench }));

/** The whole page: who is asking decides what is shown. */
export function Explorer() {
  const [answer, setAnswer] = useState<ViewerAnswer>();
  useEffect(() => watchViewer(setAnswer), []);
  return (
    <>
      <Header viewer={answer?.kind === 'signed-in' ? answer.viewer : undefined} />
      <main>
        <Body answer={answer} />
      </main>
    </>
  );
}

function Body({ answer }: { answer: ViewerAnswer | undefined }) {
  if (!answer) return <Notice>Loading…</Notice>;
  if (answer.kind === 'signed-out') return <Welcome />;
  if (answer.kind === 'unreachable') {
    return (
      <Notice role="alert">
        {answer.sentence} <a href="/graphiql">Try again</a>.
      </Notice>
    );
  }
  return (
    <Suspense fallback={<Notice>Loading the editor…</Notice>}>
      <Workbench viewer={answer.viewer} />
    </Suspense>
  );
}
