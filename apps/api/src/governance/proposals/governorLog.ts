import { infinitioGovernorAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import { type GetLogsReturnType, type Hex, keccak256, size, toBytes } from 'viem'

/** The ABI of the governor's events. All facts about proposals are read from these events. */
export const governorEvents = infinitioGovernorAbi.filter((item) => item.type === 'event')

/** One contract call of a proposal. The timelock contract makes the call if the vote succeeds. */
export type ProposalCall = { readonly to: Address; readonly value: bigint; readonly data: Hex }

/** The block and transaction of an event. `at` is the block time in Unix seconds. It is 0 for votes, because nothing shows the time of a vote. */
export type Mark = { readonly blockNumber: bigint; readonly txHash: Hex32; readonly at: number }

/** One event of the governor (the contract for proposals and votes), reduced to the displayed fields. */
export type GovernorLog = Mark & { readonly id: bigint } & (
    | {
        readonly kind: 'proposed'
        readonly proposer: Address
        readonly votesFrom: number
        /** The planned end of voting in Unix seconds. A quorum that is reached late moves the actual end. */
        readonly votesUntil: number
        /** The calls of the proposal, or null if there are more calls than can be displayed. */
        readonly calls: readonly ProposalCall[] | null
        readonly description: string
        readonly descriptionHash: Hex32
      }
    | { readonly kind: 'vote'; readonly voter: Address; readonly support: number; readonly votes: bigint; readonly reason: string }
    | { readonly kind: 'queued' | 'executed' | 'cancelled' | 'bondReturned' }
    | { readonly kind: 'vetoed'; readonly reason: string; readonly taken: bigint }
  )

const most = { calls: 20, callBytes: 65_536, description: 10_000, reason: 500 } as const

type Log = GetLogsReturnType<undefined, typeof governorEvents, true>[number]

/**
 * Converts a log of the governor. Returns null for events that are not about a proposal. Also returns null for votes with a weight of 0, because anybody could
 * send large numbers of them.
 */
export function toGovernorLog(log: Log, at: number): GovernorLog | null {
  const mark = { blockNumber: log.blockNumber, txHash: hex32(log.transactionHash), at }
  switch (log.eventName) {
    case 'ProposalCreated':
      return { kind: 'proposed', ...mark, ...created(log.args) }
    case 'VoteCast':
    case 'VoteCastWithParams': {
      const { proposalId: id, voter, support, weight: votes, reason } = log.args
      if (votes === 0n) return null
      return { kind: 'vote', ...mark, id, voter: address(voter.toLowerCase()), support, votes, reason: reason.slice(0, most.reason) }
    }
    case 'ProposalQueued':
      return { kind: 'queued', ...mark, id: log.args.proposalId }
    case 'ProposalExecuted':
      return { kind: 'executed', ...mark, id: log.args.proposalId }
    case 'ProposalCanceled':
      return { kind: 'cancelled', ...mark, id: log.args.proposalId }
    case 'ProposalVetoed':
      return { kind: 'vetoed', ...mark, id: log.args.proposalId, reason: log.args.reason.slice(0, most.reason), taken: log.args.bond }
    case 'BondReturned':
      return { kind: 'bondReturned', ...mark, id: log.args.proposalId }
    default:
      return null
  }
}

function created(args: Extract<Log, { eventName: 'ProposalCreated' }>['args']) {
  const { targets, values, calldatas, description } = args
  const bytes = calldatas.reduce((sum, data) => sum + size(data), 0)
  const calls = targets.map((to, index) => ({ to: address(to.toLowerCase()), value: values[index] ?? 0n, data: calldatas[index] ?? '0x' }))
  return {
    id: args.proposalId,
    proposer: address(args.proposer.toLowerCase()),
    votesFrom: Number(args.voteStart),
    votesUntil: Number(args.voteEnd),
    calls: targets.length > most.calls || bytes > most.callBytes ? null : calls,
    description: description.slice(0, most.description),
    descriptionHash: hex32(keccak256(toBytes(description))),
  }
}
