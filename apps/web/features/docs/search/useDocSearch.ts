import { useQuery } from '@tanstack/react-query'
import type { DocResult, DocSearch } from '#web/features/docs/search/createDocSearch.ts'
import { type DocEntry, withOwnAddress } from '#web/features/docs/search/docEntry.ts'
import { type Language, reading } from '#web/i18n/reading.ts'

/** The state of a search of the docs. `results` is null while nothing is typed, or while the index loads (`isLoading`). */
type FoundDocs = { readonly results: readonly DocResult[] | null; readonly isLoading: boolean; readonly isError: boolean }

/** Finds docs for typed words. */
export function useDocSearch(typed: string, most: number): FoundDocs {
  const { language } = reading()
  const words = typed.trim().slice(0, 100)
  const isTyped = words.length >= (language === 'zh' ? 1 : 2)
  const { data, isError } = useQuery({
    queryKey: ['doc-search', language],
    queryFn: () => loadSearch(language),
    enabled: isTyped,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const isLoading = isTyped && !isError && data === undefined
  return { results: isTyped && data !== undefined ? data(words, most) : null, isLoading, isError: isTyped && isError }
}

/** Loads the search and its entries, at the first search of a visit. */
async function loadSearch(language: Language): Promise<DocSearch> {
  const [{ createDocSearch }, response] = await Promise.all([
    import('#web/features/docs/search/createDocSearch.ts'),
    fetch(`/docs/search/${language}`),
  ])
  if (!response.ok) throw new Error(`the docs search answers ${response.status}`)
  return await createDocSearch(withOwnAddress((await response.json()) as readonly DocEntry[], location.href))
}
