import { personas } from './personas.js';
import type { Viewer, ViewerKind } from './viewer.js';

const kindWords: Readonly<Record<ViewerKind, string>> = {
  LEARNER: 'learner',
  ADVISER: 'adviser',
  INSTITUTION: 'institution',
  APP: 'app',
  GUEST: 'guest',
};

export function Header({ viewer }: { viewer: Viewer | undefined }) {
  return (
    <header>
      <span className="word">Leerkluis</span>
      {viewer && (
        <span className="viewer">
          <strong>{viewer.displayName}</strong> ({kindWords[viewer.kind]})
        </span>
      )}
      <nav aria-label="Switch persona">
        <span>Switch to</span>
        {personas.map(({ name, label }) => (
          <a key={name} href={`/demo/${name}`}>
            {label}
          </a>
        ))}
      </nav>
    </header>
  );
}
