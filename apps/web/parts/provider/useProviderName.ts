import type { ProviderNamesWire } from '@infinitio/domain/wire'
import { listProviders, type Transport } from '@infinitio/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useIsHydrated } from '#web/components/ui/useIsHydrated.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

/**
 * Returns the name, bond and first day of a provider: undefined until they arrive, and null for an account without a machine. Pages hydrate in parts, so it
 * returns nothing before: a name that arrived for an earlier part must not differ from the server's HTML.
 */
export function useProviderName(provider: string): { readonly known: ProviderName | null | undefined; readonly isError: boolean } {
  const { data, isError } = useQuery(providerNameQuery(browserApi, provider))
  const isHydrated = useIsHydrated()
  return { known: isHydrated ? data : undefined, isError: isHydrated && isError }
}

/** The chosen name, bond and first day of a provider. */
export type ProviderName = ProviderNamesWire['items'][number]

const mostNamed = 50
const joinMs = 10
const freshMs = 60_000

let waiting: Set<string> | null = null
let answer: Promise<ReadonlyMap<string, ProviderName>> | null = null

/** Query for the name of a provider; its data is null for an account without a machine. All cards of a page share one request. */
export const providerNameQuery = (api: Transport, account: string) =>
  queryOptions({
    queryKey: ['provider-name', account],
    queryFn: async () => (await joined(api, account)).get(account) ?? null,
    staleTime: freshMs,
  })

/** Adds an account to the request that will be sent soon, or begins one. */
function joined(api: Transport, account: string): Promise<ReadonlyMap<string, ProviderName>> {
  if (waiting === null || answer === null || (waiting.size >= mostNamed && !waiting.has(account))) {
    const accounts = new Set<string>()
    waiting = accounts
    answer = new Promise((resolve) => setTimeout(resolve, joinMs)).then(async () => {
      if (waiting === accounts) waiting = null
      const { items } = await listProviders(api, { accounts: [...accounts].join(',') })
      return new Map(items.map((item) => [item.account, item]))
    })
  }
  waiting.add(account)
  return answer
}
