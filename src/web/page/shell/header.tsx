import { Button, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { signOut, type Viewer } from '../ask/viewer.js';
import { languages } from '../texts/language.js';
import { useChooseLanguage, useLanguage, useSay } from '../texts/texts.js';

const names = { nl: 'Nederlands', en: 'English' } as const;
const schemes = ['auto', 'light', 'dark'] as const;

export function Header({ viewer }: { readonly viewer: Viewer | undefined }) {
  const say = useSay();
  return (
    <header className="top">
      <Link to="/" className="word" aria-label={say('shell.home')}>
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <span>Leerkluis</span>
      </Link>
      <div className="tools">
        <LanguageChoice />
        <SchemeChoice />
        {viewer ? (
          <>
            <span className="who">{viewer.displayName}</span>
            <SignOut />
          </>
        ) : null}
      </div>
    </header>
  );
}

function SignOut() {
  const say = useSay();
  const [failed, setFailed] = useState(false);
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => void signOut().catch(() => setFailed(true))}
      >
        {say('shell.sign-out')}
      </Button>
      {failed ? <span role="alert">{say('shell.sign-out.failed')}</span> : null}
    </>
  );
}

function LanguageChoice() {
  const say = useSay();
  const language = useLanguage();
  const choose = useChooseLanguage();
  return (
    <Choose
      label={say('shell.language')}
      value={language}
      choices={languages.map((value) => [value, names[value]])}
      choose={(value) => {
        const chosen = languages.find((one) => one === value);
        if (chosen) choose(chosen);
      }}
    />
  );
}

function SchemeChoice() {
  const say = useSay();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Choose
      label={say('shell.scheme')}
      value={colorScheme}
      choices={schemes.map((value) => [value, say(`shell.scheme.${value}`)])}
      choose={(value) => {
        const chosen = schemes.find((one) => one === value);
        if (chosen) setColorScheme(chosen);
      }}
    />
  );
}

interface ChooseProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, name: string])[];
  readonly choose: (value: string) => void;
}

function Choose({ label, value, choices, choose }: ChooseProps) {
  return (
    <select
      className="choose"
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {choices.map(([each, name]) => (
        <option key={each} value={each}>
          {name}
        </option>
      ))}
    </select>
  );
}
