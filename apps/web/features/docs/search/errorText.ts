import type { ErrorCode } from '@infinitio/domain'
import { errorPage } from '@infinitio/domain/error-pages'
import type { Language } from '#web/i18n/reading.ts'

/**
 * Returns the sentences of an error page for the search. Leaves out the title, the labels and the last line, because the labels and the last line are equal on
 * many pages. Pure.
 */
export function errorText(code: ErrorCode, language: Language): string {
  const [, ...paragraphs] = errorPage(code, language).trim().split('\n\n')
  return paragraphs
    .slice(0, -1)
    .map((paragraph) =>
      paragraph
        .replace(/^> |^\*\*[^*]+\*\*/, '')
        .replace(/[`*]/g, '')
        .trim(),
    )
    .join(' ')
}
