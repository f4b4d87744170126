import { csvText } from '@infinitio/domain'
import type { PayerWire } from '@infinitio/domain/wire'
import { formatUnits } from 'viem'

const secondsPerDay = 86_400
const decimals = 18
const columns = ['day_utc', 'model', 'service', 'channel', 'key', 'asset', 'settled_base_units', 'settled'] as const

/**
 * Returns the amounts that services settled from the channels of an account on each day as CSV. Nothing is rounded: each amount is in base units (1e-18) and in
 * PT or G. The model of a channel that is older than the newest 100 is empty.
 */
export function usageCsv({ days, channels }: Pick<PayerWire, 'days' | 'channels'>): string {
  const models = new Map(channels.map(({ channel, offeredModel }) => [channel, offeredModel]))
  const rows = days.map(({ day, channel, service, key, asset, settled }) => [
    ...[new Date(day * secondsPerDay * 1_000).toISOString().slice(0, 10), models.get(channel) ?? '', service, channel, key],
    ...[asset === 'PToken' ? 'PT' : asset, settled, formatUnits(BigInt(settled), decimals)],
  ])
  return csvText([columns, ...rows])
}
