import { csvText } from '@infinitio/domain'
import type { OrderWire } from '@infinitio/domain/wire'
import { orderFacts } from '#web/parts/order/orderFacts.ts'

const columns = [
  ...([
    'placed_utc',
    'order_hash',
    'side',
    'what',
    'gpus',
    'gpus_filled',
    'seconds',
    'price_base_units_per_gpu_second',
    'price_pt_per_gpu_hour',
  ] as const),
  ...(['keep_until_utc', 'state', 'code', 'left_reason', 'lease_ids', 'fill_prices_base_units_per_gpu_second'] as const),
]

/**
 * Returns orders as CSV with exact values. Prices are in base units per GPU-second (1 PT is 10^18), and also per GPU-hour to the last digit. Times are ISO
 * 8601, UTC.
 */
export function ordersCsv(orders: readonly OrderWire[], titleOf: (order: OrderWire) => string): string {
  return csvText([columns, ...orders.map((order) => rowOf(order, titleOf(order)))])
}

function rowOf(order: OrderWire, title: string): string[] {
  const { gpus, seconds, pricePerGpuSecond, keepUntil } = orderFacts(order)
  const fills = order.matches.filter(({ state }) => state !== 'abandoned')
  const leases = order.matches.flatMap(({ leaseId }) => (leaseId === null ? [] : [leaseId]))
  return [
    isoText(order.createdAt),
    order.orderHash,
    order.kind,
    title.replaceAll('\u00a0', ' '),
    String(gpus),
    order.kind === 'ask' ? '' : String(order.gpusFilled),
    String(seconds),
    String(pricePerGpuSecond),
    exactPt(pricePerGpuSecond * 3_600n),
    isoText(keepUntil),
    order.state,
    order.code ?? '',
    order.leftReason ?? '',
    leases.join(' '),
    fills.map(({ gpus: some, pricePerGpuSecond: price }) => `${some}x${price}`).join(' '),
  ]
}

/** Returns Unix seconds as ISO 8601 text in UTC. */
export function isoText(unixSeconds: number): string {
  return new Date(unixSeconds * 1_000).toISOString().replace('.000Z', 'Z')
}

/** Formats base units as PT with all decimals and no separators, for programs. */
export function exactPt(units: bigint): string {
  const digits = units.toString().padStart(19, '0')
  const fraction = digits.slice(-18).replace(/0+$/, '')
  return fraction === '' ? digits.slice(0, -18) : `${digits.slice(0, -18)}.${fraction}`
}
