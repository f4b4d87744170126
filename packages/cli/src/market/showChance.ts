import { type Client, refusal } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { regionAsked } from '../search/catalogueIds.ts'
import { idsOf } from '../search/idsOf.ts'
import { printResult } from '../terminal/print.ts'
import { pricePerSecond } from '../terminal/typedValues.ts'

/** Options of `infinitio chance`. */
export type ChanceOptions = CommonOptions & { readonly maxPrice: string; readonly gpus: string; readonly within: string; readonly region?: string }

/**
 * Prints how often past trades of a class would have filled a bid at a price. The result describes the past and
 * promises nothing.
 */
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
  const region = await regionAsked(client, options.region)
  const wish = { price: price.toString(), gpus, seconds: hours * 3_600, whole: 'true' } as const
  const history = await client.getFillChance(classId, { ...wish, ...region })
  const { chance } = history
  const text =
    chance === null
      ? tooLittle(history)
      : `Met within ${hours} h from ${chance.filled} of ${chance.hours} hours: about ${(chance.bps / 100).toFixed(0)} %. History, and no promise.`
  printResult({ json: options.json, value: { classId, chance }, text })
}

/** Describes why there is no estimate: too few trades, or trades in too short a time. */
function tooLittle({ trades, since, asOf }: Awaited<ReturnType<Client['getFillChance']>>): string {
  const span = ((asOf.atMs / 1_000 - (since ?? 0)) / 3_600).toFixed(1)
  return `Too little was traded to say anything: ${since === null ? 'no trade' : `trades: ${trades}, within ${span} h`} in the last 28 days.`
}

function wholeOf(text: string, option: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return Number(text)
}
