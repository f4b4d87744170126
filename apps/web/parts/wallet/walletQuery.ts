import { getWallet, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const statementLines = 50

/** Query for the balances and the statement of the signed-in account. The API answers `auth.session_missing` when nobody is signed in. */
export function walletQuery(api: Transport) {
  return queryOptions({ queryKey: ['wallet'], queryFn: () => getWallet(api, { limit: statementLines }) })
}
