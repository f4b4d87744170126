import type { Texts } from '../texts/en.ts'
import { languages, useTexts } from '../texts/useTexts.ts'

/**
 * Switches between the two languages of the page; the button's text is the name of the language that is not shown now. The choice is not stored: the next visit
 * uses the browser's language again.
 */
export function LanguageButton({ onChoose }: { readonly onChoose: (texts: Texts) => void }) {
  const now = useTexts()
  return languages
    .filter(({ tag }) => tag !== now.tag)
    .map((texts) => (
      <button key={texts.tag} type="button" className="btn" lang={texts.tag} onClick={() => onChoose(texts)}>
        {texts.name}
      </button>
    ))
}
