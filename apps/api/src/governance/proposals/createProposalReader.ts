import { type Address, address as toAddress, type Refusal } from '@infinitio/domain'
import type { DraftCheckWire, ProposalDetailWire, proposalsQueryWire, ProposalsWire, SimulationWire } from '@infinitio/domain/wire'
import type { VoteNotification } from '@infinitio/db'
import { type Client, parseAbi } from 'viem'
import { getBlock, getLogs, getTransactionReceipt, readContract } from 'viem/actions'
import type { z } from 'zod'
import { createEventLog, type LogSource, usualRanges } from '../createEventLog.ts'
import { parametersBefore } from '../parameters/parameterSource.ts'
import { readParameters } from '../parameters/createParameterReader.ts'
import { readStandings, type Standing } from '../delegates/readStandings.ts'
import { firstBlock } from '../firstBlock.ts'
import type { ProposalPast } from './createProposalPast.ts'
import { createSimulator } from './createSimulator.ts'
import { createDraftChecker } from './createDraftChecker.ts'
import { describeCalls } from './describeCalls.ts'
import { governorEvents, type GovernorLog, type ProposalCall, toGovernorLog } from './governorLog.ts'
import { happening, type ProposalRecord, proposalRecords } from './proposalRecords.ts'
import { keptState } from '../keptState.ts'
import { mayNotify, voteNotifications } from './voteNotifications.ts'
import { mostSupportedFirst } from './voteSupport.ts'
import { proposalPage } from './proposalPage.ts'
import { timelineOf } from './timelineOf.ts'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'

/** Reads proposals at one block, from the events and view functions of the governor (the contract for votes). Throws viem's errors. */
export type ProposalReader = {
  /** Returns the proposals as their events describe them, in the order in which they were proposed. Each key is the proposal's id in the governor contract. */
  records(at: ProposalsAt): Promise<ReadonlyMap<bigint, ProposalRecord>>
  list(at: ProposalsAt, query: z.output<typeof proposalsQueryWire>): Promise<ProposalsWire>
  /** Returns one proposal, by its id in the governor contract or by its number in the order in which proposals were made. Refuses with `api.not_found`. */
  find(at: ProposalsAt, id: bigint): Promise<ProposalDetailWire | Refusal>
  /** Simulates the calls of a proposal at the current block. Refuses with `api.not_found`. */
  simulate(at: ProposalsAt, id: bigint): Promise<SimulationWire | Refusal>
  /**
   * Returns the newest steps of votes (such as the begin or the end of a vote) that voters should be notified of, as of the latest final block. Returns an
   * empty list if no final block is known.
   */
  voteNotifications(at: ProposalsAt & Contracts): Promise<VoteNotification[]>
  /** Simulates and describes the calls of a proposal before anybody proposes them. Refuses with `api.not_found` if no DAO is deployed. */
  check(at: ProposalsAt, calls: readonly ProposalCall[]): Promise<DraftCheckWire | Refusal>
}

/** The most proposals that are read for notifications. Those with the most stake in favour are read first. */
const mostLooked = 100
/** The most voters that are shown for a proposal. */
const mostVoters = 200
/** States in which a proposal is not executed yet, but still can be. */
const openStates: readonly string[] = ['pending', 'active', 'succeeded', 'queued']
const governorViews = parseAbi(['function PROPOSAL_BOND() view returns (uint256)', 'function hasFullPower() view returns (bool)'])

/** Creates the reader of proposals. `past` reads earlier events, from which the values before the execution of a proposal follow. */
export function createProposalReader(client: Client, past: ProposalPast): ProposalReader {
  const log = createEventLog<GovernorLog>(usualRanges)
  const play = createSimulator(client)
  const checkDraft = createDraftChecker(client, past)

  async function records({ governance, block, final }: ProposalsAt): Promise<Map<bigint, ProposalRecord>> {
    if (governance === null) return new Map()
    return proposalRecords(await log.read(proposalSource(client, governance.governor), { ...block, final }))
  }

  /**
   * Returns a proposal by the governor contract's number for it, or by its position in the order of proposing (the first is 1); null if there is none. A number
   * below 1,000,000,000 is taken as a position, because the governor's numbers are hashes.
   */
  async function recordOf(at: ProposalsAt, id: bigint): Promise<ProposalRecord | null> {
    const all = await records(at)
    return (id < 1_000_000_000n ? [...all.values()][Number(id) - 1] : all.get(id)) ?? null
  }

  return {
    records,
    async list(at, query) {
      const all = [...(await records(at)).values()].reverse()
      const head = { blockNumber: Number(at.block.blockNumber), blockTimestamp: Number(at.block.blockTimestamp) }
      if (at.governance === null) return { ...head, items: [], nextCursor: null }
      const { blockNumber, blockTimestamp } = at.block
      const account = query.account === undefined ? null : { address: toAddress(query.account), now: blockTimestamp }
      const { governance } = at
      const read = (page: readonly ProposalRecord[]) => readStandings(client, governance, { records: page, blockNumber, account })
      return { ...head, ...(await proposalPage(all, query, read)) }
    },
    async find(at, id) {
      const record = await recordOf(at, id)
      if (record === null || at.governance === null) return { rejected: 'api.not_found', detail: `proposal ${id}` }
      const { governance, block } = at
      const [standing] = await readStandings(client, governance, { records: [record], blockNumber: block.blockNumber })
      if (standing === undefined) throw new Error('one record has one standing')
      return await detail(client, { ...at, governance }, { record, standing, past })
    },
    async simulate(at, id) {
      const record = await recordOf(at, id)
      if (record === null || at.governance === null) return { rejected: 'api.not_found', detail: `proposal ${id}` }
      const { governance, block } = at
      const [standing] = await readStandings(client, governance, { records: [record], blockNumber: block.blockNumber })
      const isOpen = standing !== undefined && openStates.includes(standing.wire.state)
      const played = isOpen ? await play({ governance, proposed: record.proposed, block }) : ({ outcome: 'ended', failure: null } as const)
      return { blockNumber: Number(block.blockNumber), blockTimestamp: Number(block.blockTimestamp), ...played }
    },
    async voteNotifications(at) {
      const { final, governance } = at
      if (final === null) return []
      const [all, { timestamp }] = await Promise.all([records(at), getBlock(client, { blockNumber: final })])
      const now = Number(timestamp)
      const open = mostSupportedFirst([...all.values()].filter((record) => record.proposed.blockNumber <= final && mayNotify(record, now)))
      const looked = open.slice(0, mostLooked)
      const standings = await keptState(readStandings(client, governance, { records: looked, blockNumber: final }))
      const found = (standings ?? []).flatMap((standing, index) => {
        const record = looked[index]
        return record === undefined ? [] : [{ wire: standing.wire, record }]
      })
      return voteNotifications(found, { now, records: open })
    },
    check: async (at, calls) =>
      at.governance === null
        ? { rejected: 'api.not_found', detail: 'no DAO is deployed' }
        : await checkDraft({ ...at, governance: at.governance }, calls),
  }
}

async function detail(
  client: Client,
  where: ProposalsAt & Contracts,
  { record, standing, past }: { record: ProposalRecord; standing: Standing; past: ProposalPast },
): Promise<ProposalDetailWire> {
  const { proposed } = record
  const { governance, block, final } = where
  const { blockNumber } = block
  const at = { address: governance.governor, abi: governorViews, blockNumber } as const
  const [calls, bond, hasFullPower] = await Promise.all([
    proposed.calls === null ? null : describe(client, where, { record, calls: proposed.calls, past }),
    readContract(client, { ...at, functionName: 'PROPOSAL_BOND' }),
    readContract(client, { ...at, functionName: 'hasFullPower' }),
  ])
  const vetoed = record.happenings.find((event) => event.kind === 'vetoed')
  const voters = [...record.votes.values()].sort((one, other) => (one.votes < other.votes ? 1 : one.votes > other.votes ? -1 : 0))
  return {
    blockNumber: Number(blockNumber),
    blockTimestamp: Number(block.blockTimestamp),
    ...standing.wire,
    description: proposed.description,
    descriptionHash: proposed.descriptionHash,
    calls,
    mayPass: calls === null ? null : hasFullPower || calls.every(({ bounded }) => bounded),
    bond: { amount: (vetoed?.taken ?? bond).toString(), state: bondState(standing) },
    voters: voters.slice(0, mostVoters).map(({ voter, support, votes, reason, txHash }) => {
      return { voter, support: (['against', 'for', 'abstain'] as const)[support] ?? 'abstain', votes: votes.toString(), reason, txHash }
    }),
    voterCount: record.votes.size,
    timeline: timelineOf(record, standing, final),
  }
}

/**
 * Describes the changes that a proposal makes. An executed proposal is compared with the state before its execution, and every other one with the current
 * state.
 */
async function describe(
  client: Client,
  where: ProposalsAt & Contracts,
  { record, calls, past }: { record: ProposalRecord; calls: Parameters<typeof describeCalls>[2]['calls']; past: ProposalPast },
) {
  const { blockNumber: head, blockTimestamp: timestamp } = where.block
  const executed = happening(record, 'executed')
  if (executed === undefined) {
    const before = await readParameters(client, where, { blockNumber: head, timestamp })
    return describeCalls(client, where, { calls, before, past, comparedAt: head, logs: null })
  }
  const { txHash: hash, blockNumber } = executed
  const [sets, { logs }] = await Promise.all([past.sets(where), getTransactionReceipt(client, { hash })])
  return describeCalls(client, where, { calls, before: parametersBefore(sets, hash), past, comparedAt: blockNumber - 1n, logs })
}

function bondState({ wire: { state }, bondSettled }: Standing): ProposalDetailWire['bond']['state'] {
  if (bondSettled) return state === 'vetoed' ? 'treasury' : 'returned'
  return state === 'executed' || state === 'defeated' || state === 'cancelled' || state === 'expired' ? 'returnable' : 'held'
}

/** Reads the governor's events about proposals. Throws viem's errors. */
function proposalSource(client: Client, governor: Address): LogSource<GovernorLog> {
  return { key: governor, first: (head) => firstBlock(client, governor, head), readRange: (range) => readLogs(client, { governor, ...range }) }
}

async function readLogs(client: Client, { governor, fromBlock, toBlock }: { governor: Address; fromBlock: bigint; toBlock: bigint }) {
  const logs = await getLogs(client, { address: governor, events: governorEvents, fromBlock, toBlock, strict: true })
  const times = new Map<bigint, number>()
  const found: GovernorLog[] = []
  for (const log of logs) {
    const isVote = log.eventName === 'VoteCast' || log.eventName === 'VoteCastWithParams'
    if (!isVote && !times.has(log.blockNumber)) {
      const { timestamp } = await getBlock(client, { blockNumber: log.blockNumber })
      times.set(log.blockNumber, Number(timestamp))
    }
    const entry = toGovernorLog(log, times.get(log.blockNumber) ?? 0)
    if (entry !== null) found.push(entry)
  }
  return found
}
