import { incubatorAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import type { Client, GetLogsReturnType } from 'viem'
import { getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'

/** One event of the incubator (the contract for projects), with only the fields that pages show. Amounts are in base units of G. */
export type ProjectLog = { readonly id: number; readonly txHash: Hex32; readonly blockNumber: bigint } & (
  | {
      readonly kind: 'proposed'
      readonly proposer: Address
      readonly goal: bigint
      readonly text: string
    }
  | { readonly kind: 'sponsored' | 'repaid'; readonly account: Address; readonly amount: bigint }
  | { readonly kind: 'funded' | 'done' | 'ended' }
  | { readonly kind: 'shown'; readonly milestone: number; readonly text: string }
  | {
      readonly kind: 'voted'
      readonly account: Address
      readonly milestone: number
      readonly agrees: boolean
      readonly amount: bigint
      readonly text: string
    }
  | { readonly kind: 'approved'; readonly milestone: number }
  | { readonly kind: 'released'; readonly account: Address; readonly milestone: number; readonly amount: bigint }
)

const events = incubatorAbi.filter((item) => item.type === 'event')

/** Reads the events of the incubator, which is the contract for projects, from the DAO's first block on. Throws viem's errors. */
export function projectSource(client: Client, { incubator, governor }: { incubator: Address; governor: Address }): LogSource<ProjectLog> {
  return {
    key: incubator,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      const logs = await getLogs(client, { address: incubator, events, strict: true, ...range })
      return logs.map(toProjectLog)
    },
  }
}

function toProjectLog(log: GetLogsReturnType<undefined, typeof events, true>[number]): ProjectLog {
  const at = { id: Number(log.args.id), txHash: hex32(log.transactionHash), blockNumber: log.blockNumber }
  switch (log.eventName) {
    case 'ProjectProposed': {
      const { proposer, milestones, text } = log.args
      return { ...at, kind: 'proposed', proposer: lower(proposer), goal: milestones.reduce((sum, { amount }) => sum + amount, 0n), text }
    }
    case 'Sponsored':
      return { ...at, kind: 'sponsored', account: lower(log.args.sponsor), amount: log.args.amount }
    case 'SponsorRepaid':
      return { ...at, kind: 'repaid', account: lower(log.args.sponsor), amount: log.args.amount }
    case 'ProjectFunded':
      return { ...at, kind: 'funded' }
    case 'ProjectDone':
      return { ...at, kind: 'done' }
    case 'ProjectEnded':
      return { ...at, kind: 'ended' }
    case 'MilestoneShown':
      return { ...at, kind: 'shown', milestone: Number(log.args.milestone), text: log.args.evidence }
    case 'MilestoneVoted': {
      const { sponsor, milestone, agrees, weight: amount, reason: text } = log.args
      return { ...at, kind: 'voted', account: lower(sponsor), milestone: Number(milestone), agrees, amount, text }
    }
    case 'MilestoneApproved':
      return { ...at, kind: 'approved', milestone: Number(log.args.milestone) }
    case 'MilestoneReleased':
      return { ...at, kind: 'released', account: lower(log.args.payee), milestone: Number(log.args.milestone), amount: log.args.amount }
  }
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}
