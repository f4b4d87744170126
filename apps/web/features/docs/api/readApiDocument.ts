import 'server-only'
import { pagesEnvironment } from '#web/parts/api/pagesEnvironment.ts'
import { type ApiDocument, apiDocument } from '#web/features/docs/api/apiDocument.ts'
import { inLanguage } from '#web/features/docs/api/inLanguage.ts'
import type { Language } from '#web/i18n/reading.ts'

const asksAgainAfterMs = 60_000
type Known = { readonly document: ApiDocument; readonly atMs: number; readonly inLanguages: Map<Language, ApiDocument> }
let known: Known | null = null

/**
 * Returns the OpenAPI document with its texts in a language. A fetched document is used for a minute without a new request. If a later fetch fails, returns the
 * last fetched document, and the next call fetches again. Throws only if no fetch has succeeded before.
 */
export async function readApiDocument(language: Language): Promise<ApiDocument> {
  const { document, inLanguages } = await knownDocument()
  const found = inLanguages.get(language) ?? inLanguage(document, language)
  inLanguages.set(language, found)
  return found
}

async function knownDocument(): Promise<Known> {
  if (known !== null && performance.now() - known.atMs < asksAgainAfterMs) return known
  return await fetchApiDocument().catch((error: unknown) => known ?? Promise.reject(error))
}

async function fetchApiDocument(): Promise<Known> {
  const response = await fetch(`${pagesEnvironment().INTERNAL_API_URL}/api/v1/openapi.json`, {
    signal: AbortSignal.timeout(8_000),
    cache: 'no-store',
  })
  if (!response.ok) throw new Error(`the API answers ${response.status} for its document`)
  known = { document: apiDocument.parse(await response.json()), atMs: performance.now(), inLanguages: new Map() }
  return known
}
