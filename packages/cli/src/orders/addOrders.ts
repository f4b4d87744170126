import { readFileSync } from 'node:fs'
import { type Client, immediateNames, refusal, type TimeInForceName, timeInForceNames } from '@infinitio/sdk'
import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { secretOption, secretsFileOption } from '../secrets/readSecrets.ts'
import { printResult } from '../terminal/print.ts'
import { type WatchOptions, watchOwnOrders } from '../watch/watchTopics.ts'
import { commandOption, imageOption, portOption, templateOption } from '../workload/workloadOf.ts'
import { type AskOptions, placeAsk } from './placeAsk.ts'
import { type BidOptions, placeBid } from './placeBid.ts'
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

/** Adds `orders`: bids and asks of every kind, one at a time or from a file. */
export function addOrders(root: Command, { withCommon, run }: Program): void {
  const orders = root.command('orders').alias('order').description('bids and asks in the order book')
  withCommon(orders.command('place <file>').description('submit a file of signed orders, one JSON object per line; prints a result for each')).action(
    (file: string, options: CommonOptions) => run(options, () => placeOrders(file, options)),
  )
  withCommon(orders.command('bid').description('bid for any matching machines: now, at your price, as a cluster, or for a later start'))
    .requiredOption('--class <names>', 'GPU by words of its name, such as h100, or by class id; several separated by commas')
    .requiredOption('--region <names>', 'region by words of its name, such as eu, or by id; several separated by commas')
    .requiredOption('--max-price <pt>', 'highest price that you pay, in PT per GPU-hour')
    .option('--gpus <count>', 'number of GPUs', '1')
    .option('--hours <hours>', 'hours to rent', '1')
    .addOption(new Option('--force <kind>', forceHelp()).choices(timeInForceNames).default('ioc'))
    .addOption(
      new Option('--rank <by>', 'choose the cheapest first, or the best value (also the cheapest if no validator attested the reliability)')
        .choices(['price', 'value'])
        .default('price'),
    )
    .option('--min-gpus-per-node <count>', 'smallest number of GPUs to get on one machine', '1')
    .option('--cluster', 'get all machines in one region with the same start, or none', false)
    .option('--start <time>', 'earliest start of the lease')
    .option('--start-until <time>', 'latest start of the lease')
    .option('--expires <time>', 'time when the order expires')
    .option('--replaces <order>', 'replace this open bid')
    .option('--ssh-key <file>', 'public key file (default: from ~/.ssh; without one, the command makes a key)')
    .option('--script <file>', 'script that runs on the machine')
    .addOption(templateOption())
    .addOption(imageOption())
    .addOption(commandOption())
    .addOption(portOption())
    .addOption(secretOption())
    .addOption(secretsFileOption())
    .option('--name <name>', 'name of the lease')
    .action((options: BidOptions) => run(options, () => placeBid(options)))
  addOwn(orders, { withCommon, run })
}

function addOwn(orders: Command, { withCommon, run }: Program): void {
  withCommon(orders.command('ask <own-machine>').description('list your machine, or change its price'))
    .requiredOption('--price <pt>', 'your price in PT per GPU-hour')
    .option('--gpus <count>', 'number of GPUs to rent out (default: all, together in one lease)')
    .option('--max-hours <hours>', 'longest lease in hours', '240')
    .option('--days <days>', 'days from now on which the machine can be rented', '7')
    .option('--notice <seconds>', 'seconds that a renter still pays after ending the lease', '0')
    .option('--trial <seconds>', 'seconds that are free once the machine is ready', '300')
    .option('--transferable', 'the renter can transfer the lease until it starts', false)
    .option('--private <account>', 'a separate listing that only this account can rent')
    .option('--replaces <order>', 'replace this open ask')
    .option('--yes', 'do not ask for confirmation, which --private does', false)
    .action((node: string, options: AskOptions) => run(options, () => placeAsk(node, options)))
  withCommon(orders.command('ls').description('list your orders, newest first'))
    .option('--limit <count>', 'rows', '50')
    .action((options: ListOrdersOptions) => run(options, () => listOwnOrders(options)))
  withCommon(orders.command('show <order>').description('show one order: its status and if its receipts are valid')).action(
    (order: string, options: CommonOptions) => run(options, () => showOwnOrder(order, options)),
  )
  withCommon(orders.command('places').description('show the queue positions of your waiting bids')).action((options: CommonOptions) =>
    run(options, () => listQueuePositions(options)),
  )
  withCommon(orders.command('edit <order>').description('replace an order with a changed one, with one signature'))
    .option('--price <pt>', 'PT per GPU-hour; for a bid the highest price')
    .option('--gpus <count>', 'GPUs that a bid still needs')
    .option('--expires <time>', 'time when the order expires')
    .option('--transferable', 'only for an ask: the renter can transfer the lease until it starts')
    .option('--no-transferable', 'only for an ask: the renter cannot transfer the lease')
    .action((order: string, options: EditOrderOptions) => run(options, () => editOwnOrder(order, options)))
  withCommon(orders.command('watch').description('print a line for each change of your orders'))
    .option('--cancel-on-disconnect', 'start a stream that orders can be linked to; they are cancelled when it ends', false)
    .option('--count <lines>', 'stop after this many lines')
    .action((options: WatchOptions) => run(options, () => watchOwnOrders(options)))
  withCommon(orders.command('refill <order>').description('replace lost leases of your bid at no higher price, until all are over or Ctrl-C')).action(
    (order: string, options: CommonOptions) => run(options, async () => (await import('./refillOrder.ts')).refillOrder(order, options)),
  )
  withCommon(orders.command('cancel <order>').description('cancel an order'))
    .option('--on-chain', 'cancel on the chain, which binds everyone', false)
    .action((order: string, options: CancelOrderOptions) => run(options, () => cancelOwnOrder(order, options)))
  withCommon(orders.command('cancel-all').description('cancel all your open orders'))
    .addOption(new Option('--side <side>', 'only this side').choices(['asks', 'bids']))
    .action((options: CancelAllOptions) => run(options, () => cancelAllOwnOrders(options)))
}

function forceHelp(): string {
  const immediate: readonly TimeInForceName[] = immediateNames
  const resting = timeInForceNames.filter((name) => !immediate.includes(name))
  return `${resting.join(' and ')} wait in the order book; ${immediate.join(' and ')} are filled at once or cancelled`
}

type Orders = Parameters<Client['placeOrders']>[0]['orders']
type Verdict = Awaited<ReturnType<Client['placeOrders']>>['verdicts'][number]

const ordersAtOnce = 100
const someRefused = 1

/**
 * Submits the signed orders of a file (one JSON object per line) in batches of 100, and prints each result in file order. Resolves with exit code 1 if the
 * market refuses one of them. Throws `api.invalid_field` if the file cannot be read.
 */
async function placeOrders(file: string, options: CommonOptions): Promise<number> {
  const orders = readOrders(file)
  const client = openClient(options)
  let refused = 0
  for (let from = 0; from < orders.length; from += ordersAtOnce) {
    const { verdicts } = await client.placeOrders({ orders: orders.slice(from, from + ordersAtOnce) })
    for (const verdict of verdicts) printResult({ json: options.json, value: verdict, text: textOf(verdict) })
    refused += verdicts.filter(({ state }) => state === 'refused').length
  }
  return refused === 0 ? 0 : someRefused
}

function textOf(verdict: Verdict): string {
  if (verdict.state === 'refused') return `refused   ${verdict.code}: ${verdict.title} ${verdict.detail}`.trimEnd()
  return `accepted  ${verdict.orderHash}`
}

/** Reads the orders from a file, and does not check the orders themselves. The market checks each one, so that one invalid line does not block the others. */
function readOrders(file: string): Orders {
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Orders[number])
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `${file}: ${String(cause)}` })
  }
}
