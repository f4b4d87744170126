import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { AssetOptions, LedgerOptions } from './openLedger.ts'
import type { AllowOptions } from './potActs.ts'
import type { BalanceOptions, PrepayOptions } from './prepayRouter.ts'
import type { RegisterOptions, TermsOptions } from './serviceActs.ts'
import type { RerunOptions } from './rerunService.ts'
import type { ChannelListOptions, ServiceListOptions } from './showServices.ts'

/**
 * Adds `services`: AI services that users prepay, the wallet's pot (its balance in the service ledger), and its payment channels. Loads chain code on demand.
 */
export function addServices(root: Command, { withCommon, run }: Program): void {
  const services = root.command('services').description('AI services paid by request: list and register them, fill your pot, open and leave channels')
  const asking = (command: Command) => withChain(withCommon(command)).option('--yes', 'do not ask for confirmation', false)
  addLists(services, { withCommon, run })
  addOwed(services, { withCommon, run })
  addOwnServices(services, asking, run)
  addPots(services, asking, run)
  addChannels(services, asking, run)
}

type Asking = (command: Command) => Command

const withChain = (command: Command) =>
  command
    .addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
    .addOption(new Option('--directory <address>', 'address of the Directory: ask the RPC, and no server of the market').env('INFINITIO_DIRECTORY'))

function addLists(services: Command, { withCommon, run }: Program): void {
  const paged = (command: Command) =>
    withCommon(command).option('--limit <count>', 'rows, 1 to 100', '25').option('--cursor <cursor>', 'next page: nextCursor of the last answer')
  const shows = () => import('./showServices.ts')
  paged(services.command('list').description('registered services with prices and bonds, newest first'))
    .option('--payee <address>', 'only services that pay this wallet')
    .option('--royalty-to <address>', 'only services that pay a royalty to this wallet')
    .action((options: ServiceListOptions) => run(options, async () => (await shows()).listServices(options)))
  withCommon(services.command('show <service>').description('show one service: prices, terms, bond and lock')).action(
    (id: string, options: CommonOptions) => run(options, async () => (await shows()).showService(id, options)),
  )
  withCommon(services.command('demand').description('demand for models, by the use that services settled today and yesterday (UTC)')).action(
    (options: CommonOptions) => run(options, async () => (await shows()).showDemand(options)),
  )
  withChain(paged(services.command('channels [address]').description('pots, allowances and channels of an account (default: your wallet)'))).action(
    (address: string | undefined, options: ChannelListOptions) => run(options, async () => (await shows()).showChannels(address, options)),
  )
}

function addOwed(services: Command, { withCommon, run }: Program): void {
  withChain(
    withCommon(services.command('owed <service>').description('what a running service holds and has not settled, signed by the service')),
  ).action((id: string, options: LedgerOptions) => run(options, async () => (await import('./showOwed.ts')).showOwed(id, options)))
}

function addOwnServices(services: Command, asking: Asking, run: Program['run']): void {
  const acts = () => import('./serviceActs.ts')
  const withTerms = (command: Command) =>
    asking(command)
      .requiredOption('--model <name>', 'name of the model')
      .requiredOption('--service-url <url>', 'where the service answers')
      .requiredOption('--price <input/output>', 'PT for a million tokens: 0.20/0.60')
      .requiredOption('--response-key <address>', 'key that signs receipts')
      .option('--box-key <key>', 'X25519 key to which clients encrypt prompts; infinitio serve makes its own (default: none)')
      .requiredOption('--contact <text>', 'where to report abuse')
      .option('--cached-price <pt>', 'PT for a million cached input tokens (default: the price of input)')
      .option('--least-deposit <pt>', 'smallest channel in PT', '0.01')
      .option('--context <tokens>', 'most tokens of a prompt and its answer together (default: not stated)')
      .option('--quantization <name>', 'quantisation of the weights, such as fp8 (default: not stated)')
      .option('--region <name>', 'region of the machines, such as eu-north (default: not stated)')
  withTerms(services.command('register').description('register a service that pays your wallet'))
    .option('--lock <span>', 'time from an exit to the payout of a channel, 1h to 7d', '24h')
    .option('--operator <address>', 'key that also signs settlements and terms')
    .option('--grant <file>', 'grant of the owner of the model, who gets a royalty')
    .action((options: RegisterOptions) => run(options, async () => (await acts()).registerService(options)))
  withTerms(services.command('terms <service>').description('publish new terms of your service')).action((id: string, options: TermsOptions) =>
    run(options, async () => (await acts()).setTerms(id, options)),
  )
  asking(services.command('operator <service> <address>').description('change the key that also signs settlements and terms, or none')).action(
    (id: string, operator: string, options: MoneyOptions) => run(options, async () => (await acts()).setOperator(id, { operator, ...options })),
  )
  asking(services.command('bond <service> <PT>').description('add to the bond that answers for your service')).action(
    (id: string, amount: string, options: MoneyOptions) => run(options, async () => (await acts()).bondService(id, { amount, ...options })),
  )
  asking(services.command('unbond <service>').description('withdraw the whole bond; collect it after 14 days')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).unbondService(id, options)),
  )
  asking(services.command('collect <service>').description('move a withdrawn bond into the pot of its payee')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).collectBond(id, options)),
  )
}

const withAsset = (command: Command) => command.addOption(new Option('--asset <asset>', 'PToken or G').choices(['PToken', 'G']).default('PToken'))

function addPots(services: Command, asking: Asking, run: Program['run']): void {
  const acts = () => import('./potActs.ts')
  withAsset(asking(services.command('deposit <amount>').description('move an amount from your wallet into your pot'))).action(
    (amount: string, options: AssetOptions) => run(options, async () => (await acts()).depositToPot(amount, options)),
  )
  withAsset(asking(services.command('withdraw <amount>').description('move an amount from your pot to your wallet'))).action(
    (amount: string, options: AssetOptions) => run(options, async () => (await acts()).withdrawFromPot(amount, options)),
  )
  withAsset(asking(services.command('allow <key>').description('let a key fund its own channels from your pot')))
    .requiredOption('--total <amount>', 'most in all')
    .requiredOption('--per-day <amount>', 'most a day')
    .requiredOption('--per-channel <amount>', 'most that one channel may hold')
    .option('--for <span>', 'how long, such as 12h or 7d', '7d')
    .action((key: string, options: AllowOptions) => run(options, async () => (await acts()).allowKey(key, options)))
  withAsset(asking(services.command('revoke <key>').description('end the right of a key to fund channels from your pot'))).action(
    (key: string, options: AssetOptions) => run(options, async () => (await acts()).revokeKey(key, options)),
  )
  withAsset(asking(services.command('sweep [address]').description('send the fees that wait in a pot to their receiver (default: your pot)'))).action(
    (address: string | undefined, options: AssetOptions) => run(options, async () => (await acts()).sweepPot(address, options)),
  )
}

function addChannels(services: Command, asking: Asking, run: Program['run']): void {
  const acts = () => import('./channelActs.ts')
  withAsset(asking(services.command('fund <service> <key> <amount>').description('open a channel of a key to a service, or add to it'))).action(
    (id: string, key: string, amount: string, options: AssetOptions) =>
      run(options, async () => (await acts()).fundChannel(id, { key, amount, ...options })),
  )
  asking(services.command('prepay <url>').description('prepay a router for all models, and get an API key'))
    .option('--deposit <PT>', 'amount that the router holds for you then; it could take all of it', '5')
    .action((url: string, options: PrepayOptions) => run(options, async () => (await import('./prepayRouter.ts')).prepayRouter(url, options)))
  asking(services.command('balance <url>').description('balance and use behind an API key of a router'))
    .addOption(new Option('--router-key <key>', 'API key of the router').env('INFINITIO_ROUTER_KEY'))
    .action((url: string, options: BalanceOptions) => run(options, async () => (await import('./prepayRouter.ts')).showBalance(url, options)))
  asking(services.command('rerun <file>').description('let three other services answer a disputed request again, and compare the answers'))
    .requiredOption('--router <url>', 'router that pays for the three answers')
    .addOption(new Option('--router-key <key>', 'API key of the router').env('INFINITIO_ROUTER_KEY'))
    .action((file: string, options: RerunOptions) => run(options, async () => (await import('./rerunService.ts')).rerunService(file, options)))
  asking(services.command('exit <channel>').description('begin to leave a channel; its service can settle during its lock')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).exitChannel(id, options)),
  )
  asking(
    services.command('release <channel>').description('ask the service of a channel to close it at once, and get the rest into your pot'),
  ).action((id: string, options: MoneyOptions) => run(options, async () => (await acts()).releaseChannel(id, options)))
  asking(services.command('finish <channel>').description('after the lock, move the rest of a channel into your pot')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).finishChannel(id, options)),
  )
}
