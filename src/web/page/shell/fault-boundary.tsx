import { Component, type ReactNode } from 'react';
import { useSay } from '../texts/texts.js';

function Broken() {
  const say = useSay();
  return (
    <main className="broken" role="alert">
      <h1>{say('fault.broken')}</h1>
      <p>
        <a href="/">{say('fault.again')}</a>
      </p>
    </main>
  );
}

/** Whatever breaks in the page, a person sees a sentence and a way on. */
export class FaultBoundary extends Component<
  { readonly children: ReactNode },
  { readonly broken: boolean }
> {
  static getDerivedStateFromError() {
    return { broken: true };
  }

  override state = { broken: false };

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
