import type { Words } from '../texts/en.ts'
import { languages, useWords } from '../texts/useTexts.ts'

/** Switches to the other language; the button has that language's name. Stores nothing: the next visit uses the browser's language again. */
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
