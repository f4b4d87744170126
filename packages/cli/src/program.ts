import { Command, Option } from 'commander'
import { addAccount } from './account/addAccount.ts'
import { cp, type CpOptions } from './ssh/cp.ts'
import type { ExitOptions } from './exit/exit.ts'
import { logs, type LogsOptions } from './leases/logs.ts'
import { ports, type PortsOptions } from './leases/ports.ts'
import { ps, type PsOptions } from './leases/ps.ts'
import { search, type SearchOptions } from './search/search.ts'
import { secrets, type SecretsOptions } from './secrets/secrets.ts'
import { ssh, type SshOptions } from './ssh/ssh.ts'
import { addCompletion } from './completion/addCompletion.ts'
import { addHolds } from './holds/addHolds.ts'
import { addInvoices } from './invoices/addInvoices.ts'
import { addEconomy } from './economy/addEconomy.ts'
import { addFiles } from './files/addFiles.ts'
import { addBounty } from './bounty/addBounty.ts'
import { addCommitment } from './commitment/addCommitment.ts'
import { addProject } from './project/addProject.ts'
import { addPaid } from './epoch/addPaid.ts'
import { addGovern } from './govern/addGovern.ts'
import { addJournal } from './journal/addJournal.ts'
import { addMarket } from './market/addMarket.ts'
import { addKeys } from './keys/addKeys.ts'
import { addMatch } from './match/addMatch.ts'
import { addChanges } from './leases/addChanges.ts'
import { addOrders } from './orders/addOrders.ts'
import { addPricing } from './pricing/addPricing.ts'
import { addProvide } from './provide/addProvide.ts'
import { calendar, type CalendarOptions } from './provide/calendar.ts'
import { type DemandOptions, showDemand } from './provide/showDemand.ts'
import { earnings, type EarningsOptions } from './provide/earnings.ts'
import { addRent } from './rent/addRent.ts'
import { addShares } from './shares/addShares.ts'
import { compareNodes, type CompareOptions } from './search/compareNodes.ts'
import { withFilters } from './search/listingFilters.ts'
import { withSearchFilters } from './search/searchQueryOf.ts'
import { secretOption, secretsFileOption } from './secrets/readSecrets.ts'
import { addTold } from './notifications/addTold.ts'
import { printError } from './terminal/printError.ts'
import { addWallet } from './wallet/addWallet.ts'

/** The `infinitio` command. Each action resolves; what goes wrong is printed with its code and becomes `process.exitCode`. */
export function program(): Command {
  const root = new Command('infinitio').description('Rent GPUs by the second.').version('0.1.0').enablePositionalOptions()
  addSearch(root)
  addRent(root, { withCommon, run })
  withCommon(root.command('ps').description('list your leases, newest first'))
    .option('-a, --all', 'closed ones too', false)
    .option('--provider', 'leases on your nodes', false)
    .option('--shared', 'leases that others share with you', false)
    .option('-q, --quiet', 'their numbers alone, a line each', false)
    .option('--limit <count>', 'rows', '50')
    .action((options: PsOptions) => run(options, () => ps(options).then(nothing)))
  withCommon(root.command('ssh <lease> [command...]').description('open a shell on a leased machine').passThroughOptions())
    .option('-i, --identity <file>', 'private key file')
    .action((lease: string, command: string[], options: SshOptions) => run(options, () => ssh(lease, command, options)))
  withCommon(root.command('cp <path...>').description('copy files to or from a lease: one side is <lease>:<path>').usage('[options] <from...> <to>'))
    .option('-r, --recursive', 'folders with all that is in them', false)
    .option('-i, --identity <file>', 'private key file')
    .action((paths: string[], options: CpOptions) => run(options, () => cp(paths, options).then(nothing)))
  addFiles(root, { withCommon, run })
  withCommon(root.command('logs <lease>').description('print the log of a lease: its start script, its command, its machine'))
    .option('-f, --follow', 'go on with what is added, until the lease ends', false)
    .option('--search <text>', 'search the whole log on the machine, and print the lines with this text')
    .option('--match-case', 'tell upper and lower case apart when searching', false)
    .action((lease: string, options: LogsOptions) => run(options, () => logs(lease, options).then(nothing)))
  withCommon(root.command('ports <lease>').description('list where the ports of a lease are reached by HTTPS, and who may'))
    .option('--token', 'make an access token for programs; it is shown this once', false)
    .option('--revoke <id>', 'take an access token back')
    .action((lease: string, options: PortsOptions) => run(options, () => ports(lease, options).then(nothing)))
  withCommon(root.command('secrets <lease>').description('hand in the secrets of a lease that waits for them, sealed to its machine'))
    .addOption(secretOption())
    .addOption(secretsFileOption())
    .action((lease: string, options: SecretsOptions) => run(options, () => secrets(lease, options).then(nothing)))
  addChanges(root, { withCommon, run })
  addMarket(root, { withCommon, run })
  addGovern(root, { withCommon, run })
  addBounty(root, { withCommon, run })
  addProject(root, { withCommon, run })
  addCommitment(root, { withCommon, run })
  addPaid(root, { withCommon, run })
  addFleet(root)
  addShares(root, { withCommon, run })
  addAccount(root, { withCommon, run })
  addHolds(root, { withCommon, run })
  addKeys(root, { withCommon, run: (options, action) => run(options, () => action().then(nothing)) })
  addWallet(root, { withCommon, run: (options, action) => run(options, () => action().then(nothing)) })
  addOrders(root, { withCommon, run })
  addPricing(root, { withCommon, run })
  addJournal(root, (options, action) => run(options, () => action().then(nothing)))
  addEconomy(root, (options, action) => run(options, () => action().then(nothing)))
  addProvide(root)
  addCompletion(root)
  addInvoices(root, { withCommon, run: (options, action) => run(options, () => action().then(nothing)) })
  addTold(root, { withCommon, run: (options, action) => run(options, () => action().then(nothing)) })
  addMatch(root, (options, action) => run(options, () => action().then(nothing)))
  root
    .command('exit')
    .description('take everything out with an RPC alone, when nothing of ours runs')
    .addOption(new Option('--rpc <url>', 'chain node to ask').env('INFINITIO_RPC'))
    .addOption(new Option('--directory <address>', 'the Directory, or a contract that names it').env('INFINITIO_DIRECTORY'))
    .addOption(new Option('--key-file <file>', 'file with the wallet key').env('INFINITIO_KEY_FILE'))
    .option('--account <address>', 'show the plan of this account')
    .option('--from-block <number>', 'oldest block to look at', '0')
    .option('--keep-orders', 'leave open orders and session keys as they are', false)
    .option('--dry-run', 'show the plan and send nothing', false)
    .option('--yes', 'send without asking', false)
    .option('--json', 'print JSON', false)
    .action((options: ExitOptions) => run(options, () => leave(options).then(nothing)))
  return root
}

function addSearch(root: Command): void {
  withSearchFilters(withFilters(withCommon(root.command('search [words...]').description('list what can be booked now, or for a start to come'))))
    .option('--start <time>', 'for leases that begin in the hour of this time')
    .option('--sort <order>', 'price, total, value, vram, newest or ready: the least time until ready first')
    .option('--starts', 'other starts within a week at which it is cheaper, or free at all', false)
    .option('--places', 'where all of them stand, with how many and from which price', false)
    .option('--limit <count>', 'rows of a page, at most 200', '20')
    .option('--page <number>', 'which page', '1')
    .action((words: string[], options: SearchOptions) => run(options, () => search(words, options).then(nothing)))
  withCommon(root.command('compare <node...>').description('nodes side by side'))
    .option('--gpus <count>', 'price for so many GPUs')
    .option('--hours <hours>', 'price for so many hours')
    .action((nodes: string[], options: CompareOptions) => run(options, () => compareNodes(nodes, options).then(nothing)))
}

function addFleet(root: Command): void {
  withCommon(root.command('earnings').description('what closed leases on your nodes came to'))
    .addOption(new Option('--by <period>', 'sums of').choices(['day', 'week', 'month']).default('month'))
    .option('--month <month>', 'each lease of a month such as 2026-11, to the unit')
    .action((options: EarningsOptions) => run(options, () => earnings(options).then(nothing)))
  withCommon(root.command('calendar').description('what becomes of the hours of your nodes in the days to come'))
    .option('--days <count>', 'days, at most 28', '14')
    .action((options: CalendarOptions) => run(options, () => calendar(options).then(nothing)))
  withCommon(root.command('demand <node>').description('why a node of yours was rented or not: what its ask met, by a replay'))
    .option('--days <count>', 'of the last days, at most 7', '7')
    .action((node: string, options: DemandOptions) => run(options, () => showDemand(node, options).then(nothing)))
}

function withCommon(command: Command): Command {
  return command
    .addOption(new Option('--url <url>', 'address of the market').env('INFINITIO_URL').default('http://localhost:3000'))
    .addOption(new Option('--key-file <file>', 'file with the wallet key').env('INFINITIO_KEY_FILE'))
    .addOption(new Option('--api-key <key>').env('INFINITIO_KEY').hideHelp())
    .option('--json', 'print JSON', false)
}

/** Chain code is loaded for this command alone. */
async function leave(options: ExitOptions): Promise<void> {
  const { exit } = await import('./exit/exit.ts')
  await exit(options)
}

const nothing = () => undefined

async function run(options: { json: boolean }, action: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await action()) ?? 0
  } catch (error) {
    process.exitCode = printError(error, options)
  }
}
