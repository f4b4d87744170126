import { type Transport, wholeStatement } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** A month of the Market balance of who is signed in, all pages. Stale with the wallet. */
export function statementQuery(api: Transport, month: string) {
  return queryOptions({ queryKey: ['wallet', 'statement', month], queryFn: () => wholeStatement(api, { month }) })
}
