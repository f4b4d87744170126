import { infinitioGovernorAbi, stakedGTokenAbi } from '@infinitio/chain'
import { type Db, listDelegateNames, readDelegateStatement } from '@infinitio/db'
import { type Address, address, zeroAddress } from '@infinitio/domain'
import type { DelegateSort, DelegatesWire, DelegateWire } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { getLogs, multicall, readContract } from 'viem/actions'
import { createEventLog, type LogSource, usualRanges } from '../createEventLog.ts'
import type { ProposalRecord } from '../proposals/proposalRecords.ts'
import { firstBlock } from '../firstBlock.ts'
import { titleOf } from './readStandings.ts'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'

/** A delegation event of the stake contract: an account chose a delegate, or the votes of a delegate changed. */
type DelegateLog =
  | { readonly kind: 'chosen'; readonly delegator: Address; readonly to: Address }
  | { readonly kind: 'votes'; readonly delegate: Address; readonly votes: bigint }

const events = stakedGTokenAbi.filter((item) => item.type === 'event' && (item.name === 'DelegateChanged' || item.name === 'DelegateVotesChanged'))

/** Reads the delegation events of the stake contract, from the DAO's first block on. Throws viem's errors. */
function delegateSource(client: Client, { governance: { stakedGToken, governor } }: Pick<Contracts, 'governance'>): LogSource<DelegateLog> {
  return {
    key: stakedGToken,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      const logs = await getLogs(client, { address: stakedGToken, events, strict: true, ...range })
      return logs.flatMap((log): DelegateLog[] => {
        if (log.eventName === 'DelegateChanged') return [{ kind: 'chosen', delegator: lower(log.args.delegator), to: lower(log.args.toDelegate) }]
        if (log.eventName === 'DelegateVotesChanged') return [{ kind: 'votes', delegate: lower(log.args.delegate), votes: log.args.newVotes }]
        return []
      })
    },
  }
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}

type At = ProposalsAt & Contracts
type Page = { readonly skip: number; readonly limit: number; readonly sort: DelegateSort; readonly text: string }
type Proposals = ReadonlyMap<bigint, ProposalRecord>

/**
 * Reads the delegates, their votes and their delegators. Events of the stake contract show who delegates to whom. Votes and stakes are read with view functions
 * of the contract at the given block. Throws viem's errors.
 */
export type DelegateReader = {
  list(at: At, page: Page, proposals: Proposals): Promise<Omit<DelegatesWire, 'blockNumber' | 'blockTimestamp'>>
  /**
   * Returns the accounts that have votes, and the accounts that delegated the votes of their stake.
   */
  members(at: At): Promise<Address[]>
  read(at: At, account: Address, proposals: Proposals): Promise<Omit<DelegateWire, 'blockNumber' | 'blockTimestamp'>>
}

const mostDelegators = 100
const mostVotes = 50

/** Creates the reader of delegates. */
export function createDelegateReader(client: Client, db: Db): DelegateReader {
  const log = createEventLog<DelegateLog>(usualRanges)
  const folded = async (at: At) => fold(await log.read(delegateSource(client, at), { ...at.block, final: at.final }))
  const quorumAt = ({ governance, block: { blockNumber, blockTimestamp } }: At) =>
    readContract(client, { address: governance.governor, abi: infinitioGovernorAbi, functionName: 'quorum', args: [blockTimestamp], blockNumber })

  const stakedAt = ({ governance, block: { blockNumber } }: At) =>
    readContract(client, { address: governance.stakedGToken, abi: stakedGTokenAbi, functionName: 'totalSupply', blockNumber })

  return {
    async list(at, { skip, limit, sort, text }, proposals) {
      const [{ votes, chosen }, quorum, staked] = await Promise.all([folded(at), quorumAt(at), stakedAt(at)])
      const voted = votesCast(proposals)
      const names = await listDelegateNames(db, { accounts: [...votes.keys()] })
      const found = [...votes].flatMap(([account, held]) => {
        const name = names.get(account) ?? null
        if (held === 0n || !(account.includes(text) || (name ?? '').toLowerCase().includes(text))) return []
        return [{ account, name, votes: held, delegators: chosen.get(account)?.size ?? 0, voted: voted.get(account) ?? 0 }]
      })
      // Sort by votes first. The next sort is stable, so entries with equal values stay sorted by votes.
      found.sort((one, other) => (one.votes < other.votes ? 1 : one.votes > other.votes ? -1 : 0))
      if (sort !== 'votes') found.sort((one, other) => other[sort] - one[sort])
      const page = found.slice(skip, skip + limit)
      const held = await ask(client, at, { functionName: 'getVotes', accounts: page.map(({ account }) => account) })
      return {
        ...{ quorum: quorum.toString(), staked: staked.toString(), opened: openedOf(proposals, at).length },
        items: page.map((one, index) => ({ ...one, votes: (held[index] ?? 0n).toString() })),
        nextCursor: found.length > skip + limit ? `${skip + limit}` : null,
      }
    },
    async members(at) {
      const { votes, chosen } = await folded(at)
      const holders = [...votes].flatMap(([account, held]) => (held > 0n ? [account] : []))
      const delegators = [...chosen.values()].flatMap((accounts) => [...accounts])
      // Leave out accounts without a stake. Anybody can choose a delegate, but only a stake gives votes.
      const stakes = await ask(client, at, { functionName: 'balanceOf', accounts: delegators })
      return [...new Set([...holders, ...delegators.filter((_, index) => (stakes[index] ?? 0n) > 0n)])]
    },
    async read(at, account, proposals) {
      const [{ chosen }, quorum, staked] = await Promise.all([folded(at), quorumAt(at), stakedAt(at)])
      const own = [...(chosen.get(account) ?? [])]
      const shown = own.slice(-mostDelegators)
      const [[votes = 0n], stakes] = await Promise.all([
        ask(client, at, { functionName: 'getVotes', accounts: [account] }),
        ask(client, at, { functionName: 'balanceOf', accounts: shown }),
      ])
      const delegators = shown.map((delegator, index) => ({ account: delegator, staked: stakes[index] ?? 0n }))
      delegators.sort((one, other) => (one.staked < other.staked ? 1 : one.staked > other.staked ? -1 : 0))
      const voted = [...proposals.values()].filter((record) => record.votes.has(account)).reverse()
      const statement = await readDelegateStatement(db, { account })
      return {
        statement: statement === null ? null : { ...statement, signedAt: Number(statement.signedAt) },
        ...{ account, votes: votes.toString(), quorum: quorum.toString(), staked: staked.toString(), delegatorCount: own.length },
        delegators: delegators.map((one) => ({ account: one.account, staked: one.staked.toString() })),
        ...{
          record: voted.slice(0, mostVotes).flatMap((record) => voteOf(record, account)),
          voted: voted.length,
          proposals: openedOf(proposals, at).length,
        },
      }
    },
  }
}

/** Returns how many proposals each account voted on. */
function votesCast(proposals: Proposals): Map<Address, number> {
  const cast = new Map<Address, number>()
  for (const { votes } of proposals.values()) for (const voter of votes.keys()) cast.set(voter, (cast.get(voter) ?? 0) + 1)
  return cast
}

/** Returns the proposals for which voting has begun. Nobody can have voted on the others yet. */
function openedOf(proposals: Proposals, { block: { blockTimestamp } }: At): ProposalRecord[] {
  return [...proposals.values()].filter(({ proposed }) => proposed.votesFrom < Number(blockTimestamp))
}

/** Applies all events in order. Returns the votes of each delegate, and the accounts that have chosen each delegate. An account has one delegate at a time. */
function fold(logs: readonly DelegateLog[]): { votes: Map<Address, bigint>; chosen: Map<Address, Set<Address>> } {
  const votes = new Map<Address, bigint>()
  const chosen = new Map<Address, Set<Address>>()
  const of = new Map<Address, Address>()
  for (const entry of logs) {
    if (entry.kind === 'votes') {
      votes.set(entry.delegate, entry.votes)
      continue
    }
    const { delegator, to } = entry
    chosen.get(of.get(delegator) ?? zeroAddress)?.delete(delegator)
    of.set(delegator, to)
    if (to === zeroAddress) continue
    const set = chosen.get(to) ?? new Set()
    chosen.set(to, set.add(delegator))
  }
  return { votes, chosen }
}

async function ask(
  client: Client,
  { governance, block: { blockNumber } }: At,
  { functionName, accounts }: { functionName: 'getVotes' | 'balanceOf'; accounts: readonly Address[] },
): Promise<bigint[]> {
  if (accounts.length === 0) return []
  const contract = { address: governance.stakedGToken, abi: stakedGTokenAbi, functionName } as const
  const answers = await multicall(client, {
    deployless: true,
    allowFailure: false,
    blockNumber,
    contracts: accounts.map((account) => ({ ...contract, args: [account] as const })),
  })
  return answers as bigint[]
}

function voteOf({ number, proposed, votes }: ProposalRecord, account: Address): DelegateWire['record'] {
  const vote = votes.get(account)
  if (vote === undefined) return []
  const support = (['against', 'for', 'abstain'] as const)[vote.support] ?? 'abstain'
  const named = { number, id: proposed.id.toString(), title: titleOf(proposed.description) }
  return [{ ...named, support, votes: vote.votes.toString(), reason: vote.reason, txHash: vote.txHash }]
}
