import { getWallet, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const statementLines = 50

/** Balances and statement of who is signed in. Refused with `auth.session_missing` when nobody is. */
export function walletQuery(api: Transport) {
  return queryOptions({ queryKey: ['wallet'], queryFn: () => getWallet(api, { limit: statementLines }) })
}
