import { candleIntervalNames, type Client, refusal } from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { regionAsked } from '../search/catalogueIds.ts'
import { idsOf } from '../search/idsOf.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { pricePerSecond } from '../terminal/typedValues.ts'
import { type WatchOptions, watchTopics } from '../watch/watchTopics.ts'
import {
  findAnything,
  listBlocks,
  listNodes,
  listPublicLeases,
  type ListPublicOptions,
  listTransactions,
  showBlock,
  showNetwork,
  showPublicAccount,
  showPublicLease,
  showTransaction,
} from './explore.ts'
import { showMarket, type ShowMarketOptions } from './showMarket.ts'
import { type ReplayOptions, showReplay } from './showReplay.ts'

/** Adds the public commands `status`, `market`, `chance`, `replay`, `watch` and `explore`. */
export function addMarket(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('status').description('show the status of each service')).action((options: CommonOptions) =>
    run(options, () => showStatus(options)),
  )
  withCommon(root.command('market [class]').description('prices, depth and trades of all classes, or of one class by its name or number'))
    .option('--region <name>', 'only this region, by words of its name or by id')
    .addOption(new Option('--interval <length>', 'length of a candle').choices(candleIntervalNames).default('1h'))
    .option('--candles <count>', 'intervals up to now', '24')
    .option('--trades <count>', 'last trades', '20')
    .action((name: string | undefined, options: ShowMarketOptions) => run(options, () => showMarket(name, options)))
  withCommon(root.command('chance <class>').description('show how often an order at your price would have found machines, from past trades'))
    .requiredOption('--max-price <pt>', 'your highest price in PT per GPU-hour')
    .option('--gpus <count>', 'number of GPUs', '1')
    .option('--within <hours>', 'hours for which the order stays open', '1')
    .option('--region <name>', 'only this region, by words of its name or by id')
    .action((name: string, options: ChanceOptions) => run(options, () => showChance(name, options)))
  withCommon(root.command('replay <class>').description('show what a machine that you do not have yet would have earned last week, from past orders'))
    .option('--gpus <count>', 'number of GPUs of the machine, up to 15', '1')
    .option('--region <name>', 'its region, by words of its name or by id; by default the one with the most machines')
    .action((name: string, options: ReplayOptions) => run(options, () => showReplay(name, options)))
  withCommon(
    root
      .command('watch <topics...>')
      .description(
        'print a line for each change of listings, market, market:<class>, tasks, wallet, provider, lease:<number>, order:<hash>, job:<ID>',
      ),
  )
    .option('--count <lines>', 'stop after this many lines')
    .action((topics: string[], options: WatchOptions) => run(options, () => watchTopics(topics, options)))
  addExplorer(root, { withCommon, run })
}

function addExplorer(root: Command, { withCommon, run }: Program): void {
  const explore = root.command('explore').description('public data from the chain and the journal')
  withCommon(explore.command('network').description('machines and GPUs by region')).action((options: CommonOptions) =>
    run(options, () => showNetwork(options)),
  )
  const ones = [
    { words: 'lease <number>', description: 'public data of a lease', show: showPublicLease },
    { words: 'account <address>', description: 'balances and bonds of an account in the contracts', show: showPublicAccount },
    { words: 'block <number>', description: 'a block', show: showBlock },
    { words: 'transaction <hash>', description: 'a transaction with its events', show: showTransaction },
  ]
  for (const { words, description, show } of ones)
    withCommon(explore.command(words).description(description)).action((what: string, options: CommonOptions) =>
      run(options, () => show(what, options)),
    )
  withCommon(explore.command('find <what>').description('find records by an address, a hash or a number')).action(
    (what: string, options: CommonOptions) => run(options, () => findAnything(what, options)),
  )
  const lists = [
    { name: 'nodes', description: 'registered machines', list: listNodes },
    { name: 'leases', description: 'leases, newest first', list: listPublicLeases },
    { name: 'blocks', description: 'blocks with market events, newest first', list: listBlocks },
    { name: 'transactions', description: 'transactions with market events, newest first', list: listTransactions },
  ]
  for (const { name, description, list } of lists)
    withCommon(explore.command(name).description(description))
      .option('--limit <count>', 'rows', '25')
      .option('--after <cursor>', 'start after this cursor, from the last line of a page')
      .action((options: ListPublicOptions) => run(options, () => list(options)))
}

type Status = Awaited<ReturnType<Client['getStatus']>>

const sentences: Record<Status['status'], string> = {
  ready: 'Everything works.',
  degraded: 'Something is slow or not responding.',
  down: 'The market does not respond to orders.',
}

/** Prints the health of each part of the market. */
async function showStatus(options: CommonOptions): Promise<void> {
  const status = await openClient(options).getStatus()
  const rows = Object.entries(status.parts).map(([part, { state }]) => [part, state])
  printResult({ json: options.json, value: status, text: `${sentences[status.status]}\n${table([['part', 'state'], ...rows], { right: [] })}` })
}

/** Options of `infinitio chance`. */
type ChanceOptions = CommonOptions & { readonly maxPrice: string; readonly gpus: string; readonly within: string; readonly region?: string }

/** Prints how often a bid at a price would have been filled by past trades of a GPU class. The result describes the past and promises nothing. */
async function showChance(name: string, options: ChanceOptions): Promise<void> {
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

/** Explains why past trades give no estimate: there were too few trades, or they cover too short a time. */
function tooLittle({ trades, since, asOf }: Awaited<ReturnType<Client['getFillChance']>>): string {
  const span = ((asOf.at - (since ?? 0)) / 3_600).toFixed(1)
  return `Too little was traded to say anything: ${since === null ? 'no trade' : `trades: ${trades}, within ${span} h`} in the last 28 days.`
}

function wholeOf(text: string, option: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return Number(text)
}
