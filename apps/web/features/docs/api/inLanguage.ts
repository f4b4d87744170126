import type { Language } from '@infinitio/domain'
import chinese from '#web/features/docs/api/apiTexts.zh.json' with { type: 'json' }

const texts: Readonly<Record<string, string>> = chinese
/** Keys whose values are data of the API, not texts about it. */
const dataKeys = new Set(['example', 'examples', 'enum', 'const', 'default'])

/**
 * Returns a copy of a part of the OpenAPI document with its summaries and descriptions in a language. A text without a translation stays English. A translation
 * belongs to one English text, so a changed text is English again until somebody translates it. Pure.
 */
export function inLanguage<Part>(part: Part, language: Language): Part {
  return language === 'en' ? part : (translated(part) as Part)
}

function translated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translated)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (dataKeys.has(key)) return [key, inner]
      const isText = (key === 'summary' || key === 'description') && typeof inner === 'string'
      return [key, isText ? (Object.hasOwn(texts, inner) ? texts[inner] : inner) : translated(inner)]
    }),
  )
}

/** Returns the value of the attribute `lang` for a text of the document: English texts are marked on pages of another language. */
export function langOf(text: string): 'en' | undefined {
  return /\p{Script=Han}/u.test(text) ? undefined : 'en'
}
