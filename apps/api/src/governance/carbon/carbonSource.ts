import { carbonRegistryAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import { type Client, type GetLogsReturnType, hexToString } from 'viem'
import { getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'
import { type PanelDraw, panelDrawnEvent, panelDrawOf } from '../panelDraw.ts'

/**
 * A proof of green energy as a provider filed it. `coverage` is the share of the nodes' energy that it proves, as a fraction of 1e18. `from` and `until` are in
 * Unix seconds.
 */
export type FiledProof = {
  readonly source: string
  readonly meterHash: Hex32
  readonly coverage: bigint
  readonly from: number
  readonly until: number
  readonly nodes: readonly Hex32[]
}

/** One event of a filing (a request to accept a proof of green energy), with the fields that pages show. Amounts are in base units of G. */
export type FilingLog = { readonly id: number; readonly txHash: Hex32; readonly blockNumber: bigint } & (
  | {
      readonly kind: 'filed'
      readonly provider: Address
      readonly proof: FiledProof
      readonly panelId: bigint
      readonly bond: bigint
      readonly pot: bigint
    }
  | { readonly kind: 'asked'; readonly panelId: bigint }
  | { readonly kind: 'shown'; readonly certificateHash: Hex32 }
  | { readonly kind: 'audited'; readonly auditor: Address; readonly accepts: boolean; readonly reason: string; readonly fee: bigint }
  | { readonly kind: 'accepted'; readonly acceptedAt: number }
  | { readonly kind: 'rejected' | 'returned' | 'released'; readonly paidBack: bigint }
  | { readonly kind: 'revoked'; readonly revokedAt: number; readonly paidBack: bigint; readonly reason: string }
)
/**
 * An event of a filing (a proof of green energy), or the event that auditors were selected at random. The second event may concern a panel of another contract.
 */
export type CarbonLog = FilingLog | PanelDraw

const events = [...carbonRegistryAbi.filter((item) => item.type === 'event'), panelDrawnEvent] as const
type Read = GetLogsReturnType<undefined, typeof events, true>[number]

/** Reads the carbon registry's events and the selections of auditor panels, from the DAO's first block on. Throws viem's errors. */
export function carbonSource(
  client: Client,
  { carbonRegistry, panels, governor }: { carbonRegistry: Address; panels: Address; governor: Address },
): LogSource<CarbonLog> {
  return {
    key: `${carbonRegistry} ${panels}`,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      const logs = await getLogs(client, { address: [carbonRegistry, panels], events, strict: true, ...range })
      return logs.flatMap((log) => toCarbonLog(log) ?? [])
    },
  }
}

/** Converts a log of the registry. Returns null for an event that changes no filing (a proof of green energy that a provider filed). */
function toCarbonLog(log: Read): CarbonLog | null {
  if (log.eventName === 'PanelDrawn') return panelDrawOf(log)
  if (log.eventName === 'CarbonLimitsSet' || log.eventName === 'OwnershipTransferred' || log.eventName === 'OwnershipTransferStarted') return null
  const at = { id: Number(log.args.id), txHash: hex32(log.transactionHash), blockNumber: log.blockNumber }
  switch (log.eventName) {
    case 'CarbonFiled': {
      const { proof, panelId, bond, pot } = log.args
      return { ...at, kind: 'filed', provider: lower(log.args.provider), proof: proofOf(proof), panelId, bond, pot }
    }
    case 'CarbonShown':
      return { ...at, kind: 'shown', certificateHash: hex32(log.args.certificateHash) }
    case 'CarbonPanelRepeated':
      return { ...at, kind: 'asked', panelId: log.args.panelId }
    case 'CarbonAudited': {
      const { accepts, reason, fee } = log.args
      return { ...at, kind: 'audited', auditor: lower(log.args.auditor), accepts, reason, fee }
    }
    case 'CarbonAccepted':
      return { ...at, kind: 'accepted', acceptedAt: log.args.acceptedAt }
    case 'CarbonRejected':
      return { ...at, kind: 'rejected', paidBack: log.args.paidBack }
    case 'CarbonReturned':
      return { ...at, kind: 'returned', paidBack: log.args.paidBack }
    case 'CarbonReleased':
      return { ...at, kind: 'released', paidBack: log.args.paidBack }
    case 'CarbonRevoked': {
      const { revokedAt, paidBack, reason } = log.args
      return { ...at, kind: 'revoked', revokedAt, paidBack, reason }
    }
  }
}

function proofOf({ source, meterHash, coverage, from, until, nodes }: Extract<Read, { eventName: 'CarbonFiled' }>['args']['proof']): FiledProof {
  return {
    ...{ source: asciiText(source), meterHash: hex32(meterHash), coverage, from, until },
    nodes: nodes.map((node) => hex32(node)),
  }
}

/** Returns a text that a provider wrote, reduced to printable ASCII. */
export function asciiText(word: `0x${string}`): string {
  return hexToString(word, { size: 32 }).replace(/[^\x20-\x7e]/g, '')
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}
