import { csvText } from '@infinitio/domain'
import type { PayerWire } from '@infinitio/domain/wire'
import { formatUnits } from 'viem'

const secondsPerDay = 86_400
const decimals = 18
const columns = ['day_utc', 'model', 'service', 'channel', 'key', 'asset', 'settled_base_units', 'settled'] as const

/**
 * Returns what services settled from the channels of an account on each day as CSV, without rounding: in base units (1 PT or G is 10^18) and in PT or G. A model
 * is empty if the channel is older than the newest 100.
 */
export function usageCsv({ days, channels }: Pick<PayerWire, 'days' | 'channels'>): string {
  const models = new Map(channels.map(({ channel, offeredModel }) => [channel, offeredModel]))
  const rows = days.map(({ day, channel, service, key, asset, settled }) => [
    ...[new Date(day * secondsPerDay * 1_000).toISOString().slice(0, 10), models.get(channel) ?? '', service, channel, key],
    ...[asset === 'PToken' ? 'PT' : asset, settled, formatUnits(BigInt(settled), decimals)],
  ])
  return csvText([columns, ...rows])
}
