import { bountiesAbi } from '@infinitio/chain'
import { type Address, address, bountyCategories, type Hex32, hex32 } from '@infinitio/domain'
import type { Client, GetLogsReturnType } from 'viem'
import { getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'
import { type PanelDraw, panelDrawnEvent, panelDrawOf } from '../panelDraw.ts'

/** An event of a bounty, or the event that reviewers were selected for a panel. The second event may concern a panel of another contract. */
export type WorkLog = BountyLog | PanelDraw

/** One event of a bounty, reduced to the displayed fields. Amounts are in base units of G. */
export type BountyLog = { readonly id: number; readonly txHash: Hex32; readonly blockNumber: bigint } & (
  | {
      readonly kind: 'posted'
      readonly sponsor: Address
      readonly category: (typeof bountyCategories)[number]
      readonly reward: bigint
      readonly openUntil: number
      readonly workSeconds: number
      readonly text: string
    }
  | { readonly kind: 'claimed'; readonly claimer: Address; readonly claimBond: bigint; readonly until: number }
  | { readonly kind: 'submitted'; readonly claimer: Address; readonly evidence: string; readonly until: number }
  | { readonly kind: 'asked'; readonly panelId: bigint }
  | { readonly kind: 'reviewed'; readonly reviewer: Address; readonly score: number; readonly reason: string }
  | { readonly kind: 'ended'; readonly claimer: Address; readonly end: 'accepted' | 'rejected' | 'notSubmitted' | 'notReviewed' }
  | { readonly kind: 'returned'; readonly sponsor: Address; readonly reward: bigint }
)

const events = [...bountiesAbi.filter((item) => item.type === 'event'), panelDrawnEvent] as const
/** How the claim of a bounty ended: the values of the contract's enum `ClaimEnd`, in its order. */
const ends = ['accepted', 'rejected', 'notSubmitted', 'notReviewed'] as const

/** Reads the events of bounties and the selections of reviewer panels, from the DAO's first block on. Throws viem's errors. */
export function bountySource(
  client: Client,
  { bounties, panels, governor }: { bounties: Address; panels: Address; governor: Address },
): LogSource<WorkLog> {
  return {
    key: `${bounties} ${panels}`,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      const logs = await getLogs(client, { address: [bounties, panels], events, strict: true, ...range })
      return logs.flatMap((log) => toBountyLog(log) ?? [])
    },
  }
}

/** Converts one event for the reader. Returns null if the event does not change a bounty. */
function toBountyLog(log: GetLogsReturnType<undefined, typeof events, true>[number]): WorkLog | null {
  if (log.eventName === 'PanelDrawn') return panelDrawOf(log)
  if (log.eventName === 'PaidOut' || log.eventName === 'WorkAccepted') return null
  const at = { id: Number(log.args.id), txHash: hex32(log.transactionHash), blockNumber: log.blockNumber }
  switch (log.eventName) {
    case 'BountyPosted': {
      const { sponsor, category, reward, openUntil, workSeconds, text } = log.args
      return { ...at, kind: 'posted', sponsor: lower(sponsor), category: bountyCategories[category] ?? 'tools', reward, openUntil, workSeconds, text }
    }
    case 'BountyClaimed':
      return { ...at, kind: 'claimed', claimer: lower(log.args.claimer), claimBond: log.args.claimBond, until: log.args.until }
    case 'WorkSubmitted':
      return { ...at, kind: 'submitted', claimer: lower(log.args.claimer), evidence: log.args.evidence, until: log.args.until }
    case 'ReviewersAsked':
      return { ...at, kind: 'asked', panelId: log.args.panelId }
    case 'WorkReviewed':
      return { ...at, kind: 'reviewed', reviewer: lower(log.args.reviewer), score: log.args.score, reason: log.args.reason }
    case 'ClaimEnded':
      return { ...at, kind: 'ended', claimer: lower(log.args.claimer), end: ends[log.args.end] ?? 'notReviewed' }
    case 'BountyReturned':
      return { ...at, kind: 'returned', sponsor: lower(log.args.sponsor), reward: log.args.reward }
  }
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}
