import { type Command, Option } from 'commander'
import type { OrdersProgram } from '../orders/addOrders.ts'
import type { CommonOptions } from '../settings.ts'
import { findAnything } from './findAnything.ts'
import { type ShowMarketOptions, showMarket } from './showMarket.ts'
import { showNetwork } from './showNetwork.ts'
import { showStatus } from './showStatus.ts'
import { type ListPublicOptions, listBlocks, listNodes, listPublicLeases, listTransactions } from './publicLists.ts'

/** Adds what anybody may look at: `status`, `market` and `explore`. */
export function addMarket(root: Command, { withCommon, run }: OrdersProgram): void {
  withCommon(root.command('status').description('say how each part of the market does')).action((options: CommonOptions) =>
    run(options, () => showStatus(options).then(nothing)),
  )
  withCommon(root.command('market [class]').description('prices, depth and trades: of all classes, or of one by words of its name or its number'))
    .option('--region <id>', 'of one region')
    .addOption(new Option('--interval <length>', 'length of a candle').choices(['1m', '5m', '15m', '1h', '4h', '1d']).default('1h'))
    .option('--candles <count>', 'intervals up to now', '24')
    .option('--trades <count>', 'last trades', '20')
    .action((name: string | undefined, options: ShowMarketOptions) => run(options, () => showMarket(name, options).then(nothing)))
  const explore = root.command('explore').description('what the chain and the journal tell anybody')
  withCommon(explore.command('network').description('nodes and GPUs by region')).action((options: CommonOptions) =>
    run(options, () => showNetwork(options).then(nothing)),
  )
  withCommon(explore.command('find <what>').description('what is known by an address, a hash or a number')).action(
    (what: string, options: CommonOptions) => run(options, () => findAnything(what, options).then(nothing)),
  )
  const lists = [
    { name: 'nodes', description: 'registered nodes', list: listNodes },
    { name: 'leases', description: 'leases, newest first', list: listPublicLeases },
    { name: 'blocks', description: 'blocks with what concerns the market, newest first', list: listBlocks },
    { name: 'transactions', description: 'transactions with events of the market, newest first', list: listTransactions },
  ]
  for (const { name, description, list } of lists)
    withCommon(explore.command(name).description(description))
      .option('--limit <count>', 'rows', '25')
      .option('--after <cursor>', 'go on after a page: what its last line names')
      .action((options: ListPublicOptions) => run(options, () => list(options).then(nothing)))
}

const nothing = () => undefined
