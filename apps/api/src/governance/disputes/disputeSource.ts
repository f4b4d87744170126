import { disputeCourtAbi, stakeVaultAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32, type TrialState, trialStates, zeroAddress } from '@infinitio/domain'
import { type Client, getAbiItem, type GetLogsReturnType, hexToString } from 'viem'
import { getBlock, getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'
import { type PanelDraw, panelDrawnEvent, panelDrawOf } from '../panelDraw.ts'

/** The event that opens a dispute. `claim` and `bond` are in base units of PToken, `until` is in Unix seconds. */
export type Opening = {
  readonly kind: 'opened'
  readonly opener: Address
  readonly respondent: Address | null
  readonly lease: { readonly market: Address; readonly leaseId: bigint } | null
  /** The name of the bond that is to be slashed. Null if the dispute is about a lease. */
  readonly purpose: string | null
  readonly claim: bigint
  readonly bond: bigint
  readonly until: number
}

/** One event of a dispute, with the fields that the API shows. `at` is the time of its block in Unix seconds. */
export type TrialLog = { readonly id: number; readonly at: number; readonly txHash: Hex32 } & (
  | Opening
  | { readonly kind: 'submitted'; readonly party: Address; readonly hashes: readonly Hex32[] }
  | { readonly kind: 'requested'; readonly round: number; readonly panelId: bigint; readonly until: number }
  | { readonly kind: 'dropped'; readonly round: number }
  | { readonly kind: 'voting'; readonly round: number; readonly panelId: bigint; readonly until: number }
  | { readonly kind: 'committed'; readonly round: number; readonly account: Address }
  | { readonly kind: 'revealed'; readonly round: number; readonly account: Address; readonly vote: number }
  | { readonly kind: 'counted'; readonly round: number; readonly state: TrialState; readonly judged: number; readonly until: number }
  | { readonly kind: 'appealed'; readonly account: Address; readonly bond: bigint; readonly until: number }
  | { readonly kind: 'returned'; readonly account: Address; readonly bond: bigint }
  | { readonly kind: 'lapsed'; readonly state: TrialState }
  | { readonly kind: 'executed'; readonly verdict: number; readonly jurors: number; readonly jurorPay: bigint; readonly burned: bigint }
  | { readonly kind: 'paid'; readonly account: Address; readonly amount: bigint }
)

/** An event of a bond that was taken (slashed) by the court's verdict. `compensated` is the part that the victim received, in base units of PToken. */
export type SlashLog = { readonly kind: 'slashed'; readonly victim: Address; readonly compensated: bigint; readonly txHash: Hex32 }
/** A slash that was queued and can be executed from `until` on (Unix seconds), or the drop of the queued slash. `amount` is in base units of PToken. */
export type WaitLog = { readonly account: Address; readonly bond: string; readonly txHash: Hex32 } & (
  | { readonly kind: 'queued'; readonly amount: bigint; readonly until: number }
  | { readonly kind: 'dropped slash' }
)
/** The part of the opener's bond that the court paid to the treasury because no jury decided, in base units of PToken. */
export type FeeLog = { readonly kind: 'kept'; readonly id: number; readonly amount: bigint }
/**
 * All events on which a dispute depends: events about the dispute itself, fees and slashes by the court, slashes that wait to be executed, and the selection of
 * panels. The last two kinds may also concern other contracts.
 */
export type DisputeLog = TrialLog | FeeLog | SlashLog | WaitLog | PanelDraw

const slashedEvent = getAbiItem({ abi: stakeVaultAbi, name: 'BondSlashed' })
const waitEvents = [getAbiItem({ abi: stakeVaultAbi, name: 'SlashQueued' }), getAbiItem({ abi: stakeVaultAbi, name: 'SlashDropped' })] as const
const events = [...disputeCourtAbi.filter((item) => item.type === 'event'), panelDrawnEvent, slashedEvent, ...waitEvents] as const
type Read = GetLogsReturnType<undefined, typeof events, true>[number]
type Courts = { readonly court: Address; readonly panels: Address; readonly stakeVault: Address; readonly governor: Address }

/**
 * Reads the events of `DisputeLog` from the court, the contract that selects panels (jurors), and the bond contract, from the DAO's first block on. Throws
 * viem's errors.
 */
export function disputeSource(client: Client, { court, panels, stakeVault, governor }: Courts): LogSource<DisputeLog> {
  return {
    key: `${court} ${panels}`,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      const logs = await getLogs(client, { address: [court, panels, stakeVault], events, strict: true, ...range })
      const times = await timesOf(client, logs)
      return logs.flatMap((log) => toDisputeLog(log, { court, at: times.get(log.blockNumber) ?? 0 }) ?? [])
    },
  }
}

/**
 * Returns the time of each block that contains one of these events, by block number. Uses the time in the event's log if the chain node includes it; otherwise
 * reads the block.
 */
async function timesOf(client: Client, logs: readonly Read[]): Promise<ReadonlyMap<bigint, number>> {
  const times = new Map<bigint, number>()
  for (const { blockNumber, blockTimestamp } of logs as readonly (Read & { readonly blockTimestamp?: bigint })[]) {
    if (times.has(blockNumber)) continue
    times.set(blockNumber, Number(blockTimestamp ?? (await getBlock(client, { blockNumber })).timestamp))
  }
  return times
}

/** Converts a log into a dispute event. Returns null for a slash that another contract than the court ordered. */
function toDisputeLog(log: Read, { court, at }: { court: Address; at: number }): DisputeLog | null {
  const txHash = hex32(log.transactionHash)
  if (log.eventName === 'PanelDrawn') return panelDrawOf(log)
  if (log.eventName === 'BondSlashed') {
    const { by, victim, compensated } = log.args
    return lower(by) === court ? { kind: 'slashed', victim: lower(victim), compensated, txHash } : null
  }
  if (log.eventName === 'SlashQueued' || log.eventName === 'SlashDropped') return toWaitLog(log)
  const of = { id: Number(log.args.id), at, txHash }
  switch (log.eventName) {
    case 'LeaseDisputed': {
      const { opener, provider, market, leaseId, claim, bond, until } = log.args
      const lease = { market: lower(market), leaseId }
      return { ...of, kind: 'opened', opener: lower(opener), respondent: lower(provider), lease, purpose: null, claim, bond, until }
    }
    case 'SlashDisputed': {
      const { opener, victim, amount, bond, until } = log.args
      const purpose = hexToString(log.args.purpose, { size: 32 })
      return { ...of, kind: 'opened', opener: lower(opener), respondent: nullable(victim), lease: null, purpose, claim: amount, bond, until }
    }
    case 'EvidenceSubmitted':
      return { ...of, kind: 'submitted', party: lower(log.args.party), hashes: log.args.hashes.map((hash) => hex32(hash)) }
    case 'JuryRequested':
      return { ...of, kind: 'requested', round: log.args.round, panelId: log.args.panelId, until: log.args.until }
    case 'JuryDropped':
      return { ...of, kind: 'dropped', round: log.args.round }
    case 'VotingStarted':
      return { ...of, kind: 'voting', round: log.args.round, panelId: log.args.panelId, until: log.args.until }
    case 'VoteCommitted':
      return { ...of, kind: 'committed', round: log.args.round, account: lower(log.args.account) }
    case 'VoteRevealed':
      return { ...of, kind: 'revealed', round: log.args.round, account: lower(log.args.juror), vote: log.args.vote }
    case 'VotesCounted': {
      const { round, judged, until } = log.args
      return { ...of, kind: 'counted', round, state: stateOf(log.args.state), judged, until }
    }
    case 'Appealed':
      return { ...of, kind: 'appealed', account: lower(log.args.appellant), bond: log.args.bond, until: log.args.until }
    case 'AppealReturned':
      return { ...of, kind: 'returned', account: lower(log.args.appellant), bond: log.args.bond }
    case 'TrialLapsed':
      return { ...of, kind: 'lapsed', state: stateOf(log.args.state) }
    case 'TrialDone': {
      const { verdict, jurors, jurorPay, burned } = log.args
      return { ...of, kind: 'executed', verdict, jurors: Number(jurors), jurorPay, burned }
    }
    case 'FeeKept':
      return { kind: 'kept', id: of.id, amount: log.args.amount }
    case 'JurorPaid':
      return { ...of, kind: 'paid', account: lower(log.args.juror), amount: log.args.amount }
  }
}

function toWaitLog(log: Extract<Read, { eventName: 'SlashQueued' | 'SlashDropped' }>): WaitLog {
  const { account, purpose } = log.args
  const of = { account: lower(account), bond: hexToString(purpose, { size: 32 }), txHash: hex32(log.transactionHash) }
  if (log.eventName === 'SlashDropped') return { ...of, kind: 'dropped slash' }
  return { ...of, kind: 'queued', amount: log.args.amount, until: log.args.executeAt }
}

const stateOf = (code: number): TrialState => trialStates[code] ?? 'unknown'
const lower = (value: string): Address => address(value.toLowerCase())
const nullable = (value: string): Address | null => (value === zeroAddress ? null : lower(value))
