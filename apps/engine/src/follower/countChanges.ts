import type { ChainEvent } from '@infinitio/chain'
import { metrics } from '@infinitio/process'
import type { ReadBlock } from './storeBlocks.ts'

/**
 * The kinds of on-chain changes that alert the operator: changes of the operator's keys, of accounts with special rights, of contracts and of the fee, and a
 * pause.
 */
const changes = [
  ...(['engine', 'receipt_key', 'gateway_host_key', 'announced_key', 'forgotten_key'] as const),
  ...(['operator', 'pauser', 'owner', 'entry', 'code', 'fee', 'pause'] as const),
]

/** One kind of change that alerts the operator. It is also the value of the metric's label `change`. */
export type GuardedChange = (typeof changes)[number]

const counted = metrics.counter({
  name: 'infinitio_guarded_changes_total',
  help: 'Changes of keys, holders, contracts and fee that the chain recorded, as followed',
  labels: ['change'],
})
const credits = metrics.counter({ name: 'infinitio_lease_credits_total', help: 'Credits that validators gave renters, as followed', labels: [] })
const creditedSeconds = metrics.counter({ name: 'infinitio_lease_credited_seconds_total', help: 'Seconds of those credits', labels: [] })
// Set each counter to 0 at the start, so that monitoring also notices its first increase.
for (const change of changes) counted.inc({ change }, 0)

/**
 * Counts, in the metrics, the changes that alert the operator and the credits that leases get. If the chain drops a block and includes its transactions again,
 * their changes are counted twice.
 */
export function countChanges(blocks: readonly ReadBlock[]): void {
  for (const { logs } of blocks)
    for (const { event } of logs) {
      const change = guardedChangeOf(event)
      if (change !== null) counted.inc({ change })
      if (event.name !== 'LeaseCredited') continue
      credits.inc()
      creditedSeconds.inc(Number(event.creditSeconds))
    }
}

/** Returns the kind of change if an event must alert the operator; null for any other event. */
export function guardedChangeOf(event: ChainEvent): GuardedChange | null {
  switch (event.name) {
    case 'EngineSet':
      return 'engine'
    case 'ReceiptKeySet':
      return 'receipt_key'
    case 'GatewayHostKeySet':
      return 'gateway_host_key'
    case 'EntrySet':
      return 'entry'
    case 'FeeSet':
      return 'fee'
    case 'Administrative':
      return administrativeChanges[event.event] ?? null
    default:
      return null
  }
}

const administrativeChanges: Readonly<Record<string, GuardedChange>> = {
  KeyAnnounced: 'announced_key',
  KeyForgotten: 'forgotten_key',
  OperatorSet: 'operator',
  GuardianSet: 'pauser',
  OwnershipTransferStarted: 'owner',
  OwnershipTransferred: 'owner',
  Upgraded: 'code',
  Paused: 'pause',
}
