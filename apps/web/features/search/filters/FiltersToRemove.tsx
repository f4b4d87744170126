'use client'
import { parseRun } from '@infinitio/domain'
import { searchListings } from '@infinitio/sdk'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRunTitle } from '#web/parts/search/waysToRun.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { paramsOfSearch, queryOfSearch, type SearchState } from '#web/parts/search/searchState.ts'
import { useFieldPieces } from '#web/parts/search/useFieldPieces.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/**
 * The page counts, for each filter, the results without that filter, but only for this many filters. Otherwise a search with many filters would send many
 * requests.
 */
const mostTries = 8

/**
 * Shows which filters make a list empty: each filter without which the list would have machines, with the number of these machines. One click removes the
 * filter. Shows nothing if removing a single filter does not help.
 */
export function FiltersToRemove({ search, change }: { readonly search: SearchState; readonly change: (patch: Partial<SearchState>) => void }) {
  const t = useTranslations('search.empty')
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const piecesOf = useFieldPieces()
  const runTitle = useRunTitle()
  const run = parseRun(search.run)
  const pieces = piecesOf(search, {
    classes: (id) => givenName(catalogue?.classes.find(({ classId }) => classId === id)?.name ?? String(id)),
    regions: (id) => catalogue?.regions.find(({ regionId }) => regionId === id)?.name ?? String(id),
  }).slice(0, mostTries)
  const totals = useQueries({ queries: pieces.map(({ without }) => totalQuery({ ...search, ...without })) })
  const causes = pieces.flatMap((piece, at) => {
    const total = totals[at]?.data ?? 0
    return total > 0 ? [{ ...piece, total }] : []
  })
  if (causes.length === 0) return null
  return (
    <ul className="panel-body t13">
      {causes.map(({ key, name, text, without, total }) => (
        <li key={key}>
          <button type="button" className="link" onClick={() => change(without)}>
            {t('without', { filter: name === 'run' && run !== null ? runTitle(run) : text, count: total })}
          </button>
        </li>
      ))}
    </ul>
  )
}

/**
 * Query for the number of machines that a search finds. Its key differs from the key of the list, so that live changes of the list do not repeat all of these
 * requests.
 */
function totalQuery(search: SearchState) {
  const asked = { ...search, words: '', shown: 1 }
  return {
    queryKey: ['total', paramsOfSearch(asked)],
    queryFn: async () => (await searchListings(browserApi, queryOfSearch(asked))).total,
  }
}
