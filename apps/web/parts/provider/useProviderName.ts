import { useQuery } from '@tanstack/react-query'
import { useIsHydrated } from '#web/components/ui/useIsHydrated.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { type ProviderName, providerNameQuery } from '#web/parts/provider/providerNameQuery.ts'

/**
 * Returns the name, bond and first day of a provider: undefined until they arrive, and null for an account without a machine. Pages hydrate in parts, so it
 * returns nothing before: a name that arrived for an earlier part must not differ from the server's HTML.
 */
export function useProviderName(provider: string): { readonly known: ProviderName | null | undefined; readonly isError: boolean } {
  const { data, isError } = useQuery(providerNameQuery(browserApi, provider))
  const isHydrated = useIsHydrated()
  return { known: isHydrated ? data : undefined, isError: isHydrated && isError }
}
