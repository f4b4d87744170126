import type { GovernAccountWire, GovernWire } from '@infinitio/domain/wire'
import {
  getDelegate,
  getGovern,
  getGovernAccount,
  getParameters,
  getProposal,
  getTreasury,
  getVesting,
  listDelegates,
  listProposals,
  simulateProposal,
  type Transport,
} from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** The stake of an account, as the contracts store it. */
export type Stake = NonNullable<GovernAccountWire['stake']>
/** The DAO, as the contracts store it. */
export type Dao = NonNullable<GovernWire['dao']>

/** No event stream reports the DAO, so it is fetched again at this interval. */
const everyMs = 5_000

/** Reserve, G, treasury and rules. */
export const governQuery = (api: Transport) => queryOptions({ queryKey: ['govern', 'dao'], queryFn: () => getGovern(api), refetchInterval: everyMs })

/** Stake, votes, unstaking and interest of an account. */
export const governAccountQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['govern', 'account', account], queryFn: () => getGovernAccount(api, account), refetchInterval: everyMs })

/** Proposals, newest first, page by page. */
export const proposalsQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'proposals'],
    queryFn: ({ pageParam }) => listProposals(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** One proposal, by its position in the list or by its number at the governor. */
export const proposalQuery = (api: Transport, id: string) =>
  queryOptions({ queryKey: ['govern', 'proposal', id], queryFn: () => getProposal(api, id), refetchInterval: everyMs })

/** What came into the treasury and went out of it. */
export const treasuryQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'treasury'], queryFn: () => getTreasury(api), refetchInterval: everyMs })

/** Every bounded parameter with its history. */
export const parametersQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'parameters'], queryFn: () => getParameters(api), refetchInterval: everyMs })

/** What the calls of an open proposal would do. It is expensive, so it is fetched less often. */
export const simulationQuery = (api: Transport, id: string) =>
  queryOptions({ queryKey: ['govern', 'simulation', id], queryFn: () => simulateProposal(api, id), refetchInterval: 6 * everyMs })

/** Accounts with votes, most votes first, page by page. */
export const delegatesQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'delegates'],
    queryFn: ({ pageParam }) => listDelegates(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** An account's votes and how it used them. */
export const delegateQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['govern', 'delegate', account], queryFn: () => getDelegate(api, account), refetchInterval: everyMs })

/** The grants of genesis. */
export const vestingQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'vesting'], queryFn: () => getVesting(api), refetchInterval: everyMs })
