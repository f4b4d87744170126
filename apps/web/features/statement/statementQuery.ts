import { type Transport, wholeStatement } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Fetches all pages of one month of the account's Market balance. A change of the wallet makes it stale. */
export function statementQuery(api: Transport, month: string) {
  return queryOptions({ queryKey: ['wallet', 'statement', month], queryFn: () => wholeStatement(api, { month }) })
}
