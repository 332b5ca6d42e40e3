import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { createIntl, createIntlCache, RawIntlProvider, useIntl } from 'react-intl';
import { chooseLanguage, type Language, languageNow } from './language.js';
import { type Parsed, textsOf } from './load.js';
import type dutch from './nl.json';

/** Names of all texts. What is not there does not compile; what lacks a language does not build. */
export type TextId = keyof typeof dutch;
type Values = Readonly<Record<string, string | number | undefined>>;

/** Begun with the page itself. */
const first = textsOf(languageNow());

const Choice = createContext<(language: Language) => void>(() => undefined);
export const useChooseLanguage = () => use(Choice);

const cache = createIntlCache();
const intlOf = (locale: Language, messages: Parsed) =>
  createIntl({ locale, messages, onError: () => undefined }, cache);

/** All texts in the language chosen; the page's own language follows. */
export function TextProvider({ children }: { readonly children: ReactNode }) {
  const start = use(first);
  const [intl, setIntl] = useState(() => intlOf(languageNow(), start));
  const choose = useMemo(
    () => (language: Language) => {
      const change = async () => {
        const messages = await textsOf(language);
        chooseLanguage(language);
        setIntl(intlOf(language, messages));
      };
      void change();
    },
    [],
  );
  useEffect(() => {
    document.documentElement.lang = intl.locale;
  }, [intl.locale]);
  return (
    <Choice value={choose}>
      <RawIntlProvider value={intl}>{children}</RawIntlProvider>
    </Choice>
  );
}

export type Say = (id: TextId, values?: Values) => string;

/** A text by its name, in the language chosen. */
export function useSay(): Say {
  const intl = useIntl();
  return useMemo(() => (id, values) => intl.formatMessage({ id }, values), [intl]);
}

export function useLanguage(): Language {
  return useIntl().locale === 'en' ? 'en' : 'nl';
}
