import { type Transport, wholeStatement } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/**
 * Query for all pages of one month of the account's Market balance. Its key starts with `wallet`, so it is fetched again when the wallet's queries are
 * invalidated.
 */
export function statementQuery(api: Transport, month: string) {
  return queryOptions({ queryKey: ['wallet', 'statement', month], queryFn: () => wholeStatement(api, { month }) })
}
