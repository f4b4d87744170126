import 'server-only'
import { pagesEnvironment } from '#web/parts/api/pagesEnvironment.ts'
import { type ApiDocument, apiDocument } from '#web/features/docs/api/apiDocument.ts'

const asksAgainAfterMs = 60_000
let known: { readonly document: ApiDocument; readonly atMs: number } | null = null

/**
 * Returns the OpenAPI document. A fetched document is used for a minute without a new request. If a later fetch fails, returns the last fetched document, and
 * the next call fetches again. Throws only if no fetch has succeeded before.
 */
export async function readApiDocument(): Promise<ApiDocument> {
  if (known !== null && performance.now() - known.atMs < asksAgainAfterMs) return known.document
  return await fetchApiDocument().catch((error: unknown) => known?.document ?? Promise.reject(error))
}

async function fetchApiDocument(): Promise<ApiDocument> {
  const response = await fetch(`${pagesEnvironment().INTERNAL_API_URL}/api/v1/openapi.json`, {
    signal: AbortSignal.timeout(8_000),
    cache: 'no-store',
  })
  if (!response.ok) throw new Error(`the API answers ${response.status} for its document`)
  known = { document: apiDocument.parse(await response.json()), atMs: performance.now() }
  return known.document
}
