import type { Words } from '../words/en.ts'
import { languages, useWords } from '../words/useWords.ts'

/** Leads to the other language, in its own words. Nothing is stored: the next visit asks the browser again. */
export function LanguageButton({ onChoose }: { readonly onChoose: (words: Words) => void }) {
  const now = useWords()
  return languages
    .filter(({ tag }) => tag !== now.tag)
    .map((words) => (
      <button key={words.tag} type="button" className="btn" lang={words.tag} onClick={() => onChoose(words)}>
        {words.name}
      </button>
    ))
}
