import { type Client, isErrorCode, refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { listingRefusal } from '../rent/listingRefusal.ts'
import { printResult } from '../terminal/print.ts'
import { sentencePt } from '../terminal/columnPt.ts'

/** Adds the commands of `holds`. A hold keeps the price of a machine for five minutes; a funded hold also reserves its GPUs. */
export function addHolds(root: Command, { withCommon, run }: Program): void {
  const holds = root.command('holds').alias('hold').description('hold a machine at its price for five minutes')
  withCommon(holds.command('make <machine>').description('hold a machine; to rent it then, use infinitio rent --hold'))
    .option('--gpus <count>', 'number of GPUs', '1')
    .option('--hours <hours>', 'hours that you want to rent', '1')
    .option('--funded', 'also reserve the GPUs for you; sets the price of one hour aside until the hold ends', false)
    .action((node: string, options: MakeHoldOptions) => run(options, () => makeHold(node, options)))
  withCommon(holds.command('list').description('list your holds, and when you can make the next one')).action((options: CommonOptions) =>
    run(options, () => listHolds(options)),
  )
  withCommon(holds.command('show <hold>').description('show the machine, the price and the end of a hold')).action(
    (hold: string, options: CommonOptions) => run(options, () => showHold(hold, options)),
  )
  withCommon(holds.command('release <hold>').description('release a hold before it ends')).action((hold: string, options: CommonOptions) =>
    run(options, () => releaseHold(hold, options)),
  )
}

/** Options of `infinitio holds make`. */
type MakeHoldOptions = CommonOptions & { readonly gpus: string; readonly hours: string; readonly funded: boolean }

type Hold = Awaited<ReturnType<Client['getHold']>>

const judgedWithinSeconds = 15

/**
 * Holds a machine at its listed price for five minutes. A funded hold also reserves the GPUs and locks the price of
 * one hour until the hold ends. Throws the reason if the machine cannot be held.
 */
async function makeHold(node: string, options: MakeHoldOptions): Promise<void> {
  const { client } = await signInClient(options)
  const { listing, unavailable } = await client.getListing({ node, query: { hours: Number(options.hours), minGpus: Number(options.gpus) } })
  if (listing === null) throw listingRefusal(unavailable, node)
  const { gpus, durationSeconds } = listing.quote
  const { holdId } = await client.placeHold({ askHash: listing.askHash, gpus, durationSeconds, funded: options.funded })
  const hold = await client.waitForHold({ holdId, timeoutSeconds: judgedWithinSeconds })
  const { code } = hold
  if (hold.state === 'rejected') throw refusal(code !== null && isErrorCode(code) ? code : 'order.ask_gone', { detail: detailOf(hold) ?? node })
  print(options, hold)
}

/** Returns the time of the next possible hold as a sentence, or null if no time limit caused the refusal. */
function detailOf({ retryAt }: Hold): string | null {
  return retryAt === null ? null : `the next hold is possible at ${new Date(retryAt * 1_000).toISOString()}`
}

/** Prints the wallet's current holds, and the number of further holds that it may make this hour. */
async function listHolds({ json, ...options }: CommonOptions): Promise<void> {
  const { client } = await signInClient({ json, ...options })
  const value = await client.listHolds()
  const next = value.nextHoldAt === null ? '' : `, next at ${new Date(value.nextHoldAt * 1_000).toISOString()}`
  const lines = [...value.items.map(holdText), `${value.leftThisHour} of 3 holds left this hour${next}`]
  printResult({ json, value, text: lines.join('\n') })
}

/** Prints a hold (a five-minute reservation) of the wallet and its remaining time. Throws `hold.unknown`. */
async function showHold(holdId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  print(options, await client.getHold(holdId))
}

/** Releases a hold (a five-minute reservation). Does nothing if the hold has ended. */
async function releaseHold(holdId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.releaseHold(holdId)
  printResult({ json: options.json, value: { holdId, released: true }, text: 'Released.' })
}

function print({ json }: CommonOptions, hold: Hold): void {
  printResult({ json, value: hold, text: holdText(hold) })
}

function holdText({ holdId, state, gpus, listing, durationSeconds, pricePerGpuSecond, amount, expiresAt, serverNow }: Hold): string {
  const price = sentencePt(BigInt(pricePerGpuSecond) * 3_600n)
  const aside = BigInt(amount) === 0n ? '' : `, ${sentencePt(amount)} PT reserved`
  const left = state === 'held' && expiresAt !== null ? `, for ${expiresAt - serverNow} s: infinitio rent --hold ${holdId}` : ''
  const what = listing === null ? 'a machine that left the market' : `${gpus} × ${listing.className} of ${listing.name}`
  return `${holdId}\n${state}: ${what}, ${durationSeconds / 3_600} h at ${price} PT per GPU-hour${aside}${left}`
}
