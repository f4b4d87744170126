import type { DelegatesQueryWire, GovernAccountWire, GovernWire, ProposalDraftWire, ProposalsQueryWire } from '@infinitio/domain/wire'
import {
  checkProposalDraft,
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
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'

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

/** The filters of a list of proposals, and the account whose votes it shows. */
export type ProposalFilter = Pick<ProposalsQueryWire, 'state' | 'text' | 'account'>

/** Proposals, newest first, page by page; those of another filter stay until these are here. */
export const proposalsQuery = (api: Transport, filter: ProposalFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'proposals', filter],
    queryFn: ({ pageParam }) => listProposals(api, { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    placeholderData: keepPreviousData,
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

/** The check of calls before anybody proposes them. */
export const draftQuery = (api: Transport, calls: ProposalDraftWire['calls']) =>
  queryOptions({
    queryKey: ['govern', 'draft', calls],
    queryFn: () => checkProposalDraft(api, { calls }),
    staleTime: 6 * everyMs,
    gcTime: 6 * everyMs,
  })

/** Accounts with votes, page by page. */
export const delegatesQuery = (api: Transport, filter: Pick<DelegatesQueryWire, 'sort' | 'text'> = {}) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'delegates', filter],
    queryFn: ({ pageParam }) => listDelegates(api, { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    placeholderData: keepPreviousData,
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
