import { Component, type ReactNode } from 'react';
import { Notice } from './notice.js';

/** Whatever breaks in the page, a person sees a sentence and a way on. */
export class FaultBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  static getDerivedStateFromError() {
    return { broken: true };
  }

  override state = { broken: false };

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Notice role="alert">
        Something went wrong in this page. <a href="/graphiql">Open it again</a>.
      </Notice>
    );
  }
}
