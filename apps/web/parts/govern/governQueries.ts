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

/** The interval between two fetches, in milliseconds. No event stream reports the DAO. */
const everyMs = 5_000

/** Query for the reserve, the supply of G tokens, the treasury and the rules. */
export const governQuery = (api: Transport) => queryOptions({ queryKey: ['govern', 'dao'], queryFn: () => getGovern(api), refetchInterval: everyMs })

/** Query for the stake, votes, unstaking and interest of an account. */
export const governAccountQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['govern', 'account', account], queryFn: () => getGovernAccount(api, account), refetchInterval: everyMs })

/** The filters of a list of proposals. If `account` is set, the list contains the proposals on which this account voted, with its vote. */
export type ProposalFilter = Pick<ProposalsQueryWire, 'state' | 'text' | 'account'>

/** Query for the proposals, newest first, page by page. After a change of the filter, the old results stay on screen until the new ones have loaded. */
export const proposalsQuery = (api: Transport, filter: ProposalFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'proposals', filter],
    queryFn: ({ pageParam }) => listProposals(api, { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** Query for one proposal, by its number in the list or by its id in the governor contract. */
export const proposalQuery = (api: Transport, id: string) =>
  queryOptions({ queryKey: ['govern', 'proposal', id], queryFn: () => getProposal(api, id), refetchInterval: everyMs })

/** Query for the income and the payments of the treasury. */
export const treasuryQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'treasury'], queryFn: () => getTreasury(api), refetchInterval: everyMs })

/** Query for every parameter that has limits, with its history. */
export const parametersQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'parameters'], queryFn: () => getParameters(api), refetchInterval: everyMs })

/** Query for the effects of an open proposal's calls. The simulation is expensive, so it is fetched less often. */
export const simulationQuery = (api: Transport, id: string) =>
  queryOptions({ queryKey: ['govern', 'simulation', id], queryFn: () => simulateProposal(api, id), refetchInterval: 6 * everyMs })

/** Query that checks the calls of a draft before anybody proposes them. */
export const draftQuery = (api: Transport, calls: ProposalDraftWire['calls']) =>
  queryOptions({
    queryKey: ['govern', 'draft', calls],
    queryFn: () => checkProposalDraft(api, { calls }),
    staleTime: 6 * everyMs,
    gcTime: 6 * everyMs,
  })

/** Query for the accounts with votes, page by page. */
export const delegatesQuery = (api: Transport, filter: Pick<DelegatesQueryWire, 'sort' | 'text'> = {}) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'delegates', filter],
    queryFn: ({ pageParam }) => listDelegates(api, { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** Query for the voting power of an account, and for how the account voted so far. */
export const delegateQuery = (api: Transport, account: string) =>
  queryOptions({ queryKey: ['govern', 'delegate', account], queryFn: () => getDelegate(api, account), refetchInterval: everyMs })

/** Query for the grants of G tokens at genesis and their vesting. */
export const vestingQuery = (api: Transport) =>
  queryOptions({ queryKey: ['govern', 'vesting'], queryFn: () => getVesting(api), refetchInterval: everyMs })
