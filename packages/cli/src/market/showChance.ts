import { priceChance, refusal } from '@infinitio/sdk'
import { pricePerSecond } from '../orders/pricePerSecond.ts'
import { idsOf } from '../search/idsOf.ts'
import { type CommonOptions, openClient } from '../settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio chance` takes. */
export type ChanceOptions = CommonOptions & { readonly maxPrice: string; readonly gpus: string; readonly within: string; readonly region?: string }

const mostTrades = 200

/** Prints how often a bid at a price of one's own would have been met, from past trades of a class. History, and no promise. */
export async function showChance(name: string, options: ChanceOptions): Promise<void> {
  const price = pricePerSecond(options.maxPrice, '--max-price')
  const [gpus, hours] = [wholeOf(options.gpus, '--gpus'), wholeOf(options.within, '--within')]
  const client = openClient(options)
  const { classes } = await client.getClasses()
  const [classId] = idsOf(
    name,
    classes.map((one) => ({ id: one.classId, name: one.name })),
    { option: 'chance' },
  )
  if (classId === undefined) throw refusal('api.invalid_field', { detail: `chance ${name}` })
  const region = options.region === undefined ? {} : { region: options.region }
  const market = await client.getMarketClass(classId, { ...region, interval: '1h', candles: '1', trades: String(mostTrades) })
  const chance = priceChance(market, { pricePerGpuSecond: price, gpus, seconds: hours * 3_600 })
  const text =
    chance === null
      ? tooLittle(market)
      : `Met within ${hours} h from ${chance.filled} of ${chance.hours} hours: about ${(chance.bps / 100).toFixed(0)} %. History, and no promise.`
  printResult({ json: options.json, value: { classId, chance }, text })
}

/** Why there is nothing to be said: few trades, or the last ones that are told are of too short a time. */
function tooLittle({ trades, asOf }: Parameters<typeof priceChance>[0]): string {
  const oldest = trades.at(-1)
  if (oldest === undefined || trades.length < mostTrades) return `Too few trades to say anything: ${trades.length}.`
  return `The last ${trades.length} trades are of ${((asOf.atMs / 1_000 - oldest.at) / 3_600).toFixed(1)} h alone: too short a time to say anything.`
}

function wholeOf(text: string, option: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return Number(text)
}
