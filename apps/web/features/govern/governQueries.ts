import { getGovern, getGovernAccount, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** The chain has no event stream of ours for the DAO: it is looked at again. */
const everyMs = 5_000

/** Reserve, G, treasury and rules. */
export const governQuery = (api: Transport) => queryOptions({ queryKey: ['govern', 'dao'], queryFn: () => getGovern(api), refetchInterval: everyMs })

/** Stake, votes, unstaking and interest of an account. */
export const governAccountQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['govern', 'account', account], queryFn: () => getGovernAccount(api, account), refetchInterval: everyMs })
