import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { secretOption, secretsFileOption } from '../secrets/readSecrets.ts'
import { type WatchOptions, watchOwnOrders } from '../watch/watchTopics.ts'
import { commandOption, imageOption, portOption, templateOption } from '../workload/workloadOf.ts'
import { type AskOptions, placeAsk } from './placeAsk.ts'
import { type BidOptions, placeBid } from './placeBid.ts'
import { placeOrders } from './placeOrders.ts'
import {
  type CancelAllOptions,
  cancelAllOwnOrders,
  type CancelOrderOptions,
  cancelOwnOrder,
  type EditOrderOptions,
  editOwnOrder,
  type ListOrdersOptions,
  listOwnOrders,
  listQueuePositions,
  showOwnOrder,
} from './ownOrders.ts'

/** Adds `orders`: bids and asks of every kind, alone or from a file. */
export function addOrders(root: Command, { withCommon, run }: Program): void {
  const orders = root.command('orders').alias('order').description('bids and asks in the book')
  withCommon(orders.command('place <file>').description('hand in a file of signed orders, one JSON object a line; a verdict for each')).action(
    (file: string, options: CommonOptions) => run(options, () => placeOrders(file, options)),
  )
  withCommon(orders.command('bid').description('bid for any machines that fit: now, at your price, as a cluster, or for a time to come'))
    .requiredOption('--class <ids>', 'class ids, separated by commas')
    .requiredOption('--region <ids>', 'region ids, separated by commas')
    .requiredOption('--max-price <pt>', 'at most so many PT per GPU-hour')
    .option('--gpus <count>', 'GPUs', '1')
    .option('--hours <hours>', 'hours', '1')
    .addOption(
      new Option('--force <kind>', 'gtc and gtt rest for what is left, ioc and fok are over at once')
        .choices(['gtc', 'gtt', 'ioc', 'fok'])
        .default('ioc'),
    )
    .addOption(
      new Option(
        '--rank <by>',
        'take the cheapest first, or the best value (the cheapest, too, among machines whose reliability no validator attested)',
      )
        .choices(['price', 'value'])
        .default('price'),
    )
    .option('--min-gpus-per-node <count>', 'no smaller parts', '1')
    .option('--cluster', 'all in one region with one start, or nothing', false)
    .option('--start <time>', 'start at this time at the earliest')
    .option('--start-until <time>', 'start at this time at the latest')
    .option('--expires <time>', 'leave the book then')
    .option('--replaces <order>', 'in place of an open bid')
    .option('--ssh-key <file>', 'public key file; the usual one of ~/.ssh when left out')
    .option('--script <file>', 'script that runs on the machine')
    .addOption(templateOption())
    .addOption(imageOption())
    .addOption(commandOption())
    .addOption(portOption())
    .addOption(secretOption())
    .addOption(secretsFileOption())
    .option('--name <name>', 'what to call the lease')
    .action((options: BidOptions) => run(options, () => placeBid(options)))
  addOwn(orders, { withCommon, run })
}

function addOwn(orders: Command, { withCommon, run }: Program): void {
  withCommon(orders.command('ask <node>').description('offer a node of yours, or offer it anew at another price'))
    .requiredOption('--price <pt>', 'PT per GPU-hour')
    .option('--gpus <count>', 'at most so many GPUs', '1')
    .option('--max-hours <hours>', 'longest lease', '240')
    .option('--days <days>', 'for so many days from now', '7')
    .option('--notice <seconds>', 'seconds a renter pays after giving notice', '0')
    .option('--trial <seconds>', 'free seconds after the machine is ready', '300')
    .option('--transferable', 'its renter may give the lease away until it starts', false)
    .option('--private <account>', 'for this account alone, beside what is offered to all')
    .option('--replaces <order>', 'in place of an open ask')
    .action((node: string, options: AskOptions) => run(options, () => placeAsk(node, options)))
  withCommon(orders.command('ls').description('list your orders, newest first'))
    .option('--limit <count>', 'rows', '50')
    .action((options: ListOrdersOptions) => run(options, () => listOwnOrders(options)))
  withCommon(orders.command('show <order>').description('one of them: how far it is, and whether its receipts are good')).action(
    (order: string, options: CommonOptions) => run(options, () => showOwnOrder(order, options)),
  )
  withCommon(orders.command('places').description('where your waiting bids are in their queues')).action((options: CommonOptions) =>
    run(options, () => listQueuePositions(options)),
  )
  withCommon(orders.command('edit <order>').description('put a changed one in its place, by one signature'))
    .option('--price <pt>', 'PT per GPU-hour; of a bid at most')
    .option('--gpus <count>', 'GPUs a bid still looks for')
    .option('--expires <time>', 'leave the book then')
    .option('--transferable', 'of an ask: its renter may give the lease away until it starts')
    .option('--no-transferable', 'of an ask: its renter may not')
    .action((order: string, options: EditOrderOptions) => run(options, () => editOwnOrder(order, options)))
  withCommon(orders.command('watch').description('a line for each change of your orders'))
    .option('--cancel-on-disconnect', 'begin a stream that orders can end with', false)
    .option('--count <lines>', 'end after so many')
    .action((options: WatchOptions) => run(options, () => watchOwnOrders(options)))
  withCommon(orders.command('cancel <order>').description('take an order out of the book'))
    .option('--on-chain', 'void it by the contract, which binds everybody', false)
    .action((order: string, options: CancelOrderOptions) => run(options, () => cancelOwnOrder(order, options)))
  withCommon(orders.command('cancel-all').description('take all your open orders out of the book'))
    .addOption(new Option('--side <side>', 'only these').choices(['asks', 'bids']))
    .action((options: CancelAllOptions) => run(options, () => cancelAllOwnOrders(options)))
}
