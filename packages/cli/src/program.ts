import { Command, Option } from 'commander'
import { cp, type CpOptions } from './commands/cp.ts'
import { deleteAccount, type DeleteAccountOptions } from './commands/deleteAccount.ts'
import { end, type EndOptions } from './commands/end.ts'
import { exportAccount, type ExportAccountOptions } from './commands/exportAccount.ts'
import { extend, type ExtendOptions } from './commands/extend.ts'
import type { ExitOptions } from './commands/exit.ts'
import { logs, type LogsOptions } from './commands/logs.ts'
import { move, type MoveOptions } from './commands/move.ts'
import { ports, type PortsOptions } from './commands/ports.ts'
import { ps, type PsOptions } from './commands/ps.ts'
import { search, type SearchOptions } from './commands/search.ts'
import { secrets, type SecretsOptions } from './commands/secrets.ts'
import { snapshot, type SnapshotOptions } from './commands/snapshot.ts'
import { signOutEverywhere } from './commands/signOutEverywhere.ts'
import { snapshots, type SnapshotsOptions } from './commands/snapshots.ts'
import { ssh, type SshOptions } from './commands/ssh.ts'
import { stats, type StatsOptions } from './commands/stats.ts'
import { addCompletion } from './completion/addCompletion.ts'
import { addInvoices } from './invoices/addInvoices.ts'
import { addFiles } from './files/addFiles.ts'
import { addJournal } from './journal/addJournal.ts'
import { addMarket } from './market/addMarket.ts'
import { addKeys } from './keys/addKeys.ts'
import { addMatch } from './match/addMatch.ts'
import { addOrders } from './orders/addOrders.ts'
import { addPricing } from './pricing/addPricing.ts'
import { addProvide } from './provide/addProvide.ts'
import { calendar, type CalendarOptions } from './provide/calendar.ts'
import { earnings, type EarningsOptions } from './provide/earnings.ts'
import { addRent } from './rent/addRent.ts'
import { addShares } from './shares/addShares.ts'
import { withFilters } from './search/listingFilters.ts'
import { secretOption, secretsFileOption } from './secrets/readSecrets.ts'
import type { CommonOptions } from './settings.ts'
import { addTold } from './told/addTold.ts'
import { printError } from './terminal/printError.ts'
import { addWallet } from './wallet/addWallet.ts'

/** The `infinitio` command. Each action resolves; what goes wrong is printed with its code and becomes `process.exitCode`. */
export function program(): Command {
  const root = new Command('infinitio').description('Rent GPUs by the second.').version('0.1.0').enablePositionalOptions()
  withFilters(withCommon(root.command('search [words...]').description('list what can be booked now')))
    .option('--gpus <count>', 'at least so many free GPUs')
    .option('--hours <hours>', 'free for so many hours from now')
    .option('--run <what>', 'what will run there, as "llama 3.3 70b", llama-3.1-8b_lora or comfyui: machines whose GPUs hold it')
    .option('--sort <order>', 'price, total, value, vram or newest')
    .option('--real', 'leave simulated machines out')
    .option('--limit <count>', 'rows', '20')
    .action((words: string[], options: SearchOptions) => run(options, () => search(words, options).then(nothing)))
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
  addChanges(root)
  addMarket(root, { withCommon, run })
  addFleet(root)
  addShares(root, { withCommon, run })
  addAccount(root)
  addKeys(root, { withCommon, run: (options, action) => run(options, () => action().then(nothing)) })
  addWallet(root, { withCommon, run: (options, action) => run(options, () => action().then(nothing)) })
  addOrders(root, { withCommon, run })
  addPricing(root, { withCommon, run })
  addJournal(root, (options, action) => run(options, () => action().then(nothing)))
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

function addChanges(root: Command): void {
  withCommon(root.command('snapshot <lease>').description('copy the disk of a lease, encrypted; it stands still meanwhile'))
    .option('--no-wait', 'return once it is asked for')
    .action((lease: string, options: SnapshotOptions) => run(options, () => snapshot(lease, options).then(nothing)))
  withCommon(root.command('snapshots').description('list your snapshots'))
    .option('--delete <id>', 'delete one')
    .action((options: SnapshotsOptions) => run(options, () => snapshots(options).then(nothing)))
  withCommon(root.command('move <lease>').description('move what a lease runs to another machine: same files, keys, ports and names'))
    .option('--node <id>', 'to this one; the cheapest of its class at its price or less when left out')
    .option('--max-price <pt>', 'at most so many PT per GPU-hour')
    .option('--from-snapshot <id>', 'from a snapshot, when the machine is lost')
    .option('--list', 'only list the machines it can move to, best first', false)
    .option('--status', 'only say how far the last move is', false)
    .option('--cancel', 'cancel it, until names go over, and end the new lease', false)
    .option('--no-wait', 'return once it is under way')
    .option('--yes', 'do not ask', false)
    .action((lease: string, options: MoveOptions) => run(options, () => move(lease, options).then(nothing)))
  withCommon(root.command('end <lease>').description('end a lease and accept its bill'))
    .option('--report-problem', 'end without accepting')
    .action((lease: string, options: EndOptions) => run(options, () => end(lease, options).then(nothing)))
  withCommon(root.command('extend <lease>').description('give a running lease a later end, at the same price'))
    .option('--hours <hours>', 'hours more', '1')
    .option('--yes', 'do not ask', false)
    .action((lease: string, options: ExtendOptions) => run(options, () => extend(lease, options).then(nothing)))
  withCommon(root.command('stats <lease>').description('print what a lease used of its machine'))
    .option('--hours <hours>', 'of so many hours up to now, or to its end', '1')
    .option('--limit <count>', 'the last so many readings', '20')
    .action((lease: string, options: StatsOptions) => run(options, () => stats(lease, options).then(nothing)))
}

function addFleet(root: Command): void {
  withCommon(root.command('earnings').description('what closed leases on your nodes came to'))
    .addOption(new Option('--by <period>', 'sums of').choices(['day', 'week', 'month']).default('month'))
    .option('--month <month>', 'each lease of a month such as 2026-11, to the unit')
    .action((options: EarningsOptions) => run(options, () => earnings(options).then(nothing)))
  withCommon(root.command('calendar').description('what becomes of the hours of your nodes in the days to come'))
    .option('--days <count>', 'days, at most 28', '14')
    .action((options: CalendarOptions) => run(options, () => calendar(options).then(nothing)))
}

function addAccount(root: Command): void {
  const account = root.command('account').description('what the market keeps about your wallet')
  withCommon(account.command('export').description('print it as JSON'))
    .option('--out <file>', 'write it to a new file')
    .action((options: ExportAccountOptions) => run(options, () => exportAccount(options).then(nothing)))
  withCommon(account.command('delete').description('delete it, and say what stays and why'))
    .option('--yes', 'do not ask', false)
    .action((options: DeleteAccountOptions) => run(options, () => deleteAccount(options).then(nothing)))
  withCommon(account.command('sign-out').description('end every session of your wallet, in browsers too')).action((options: CommonOptions) =>
    run(options, () => signOutEverywhere(options).then(nothing)),
  )
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
  const { exit } = await import('./commands/exit.ts')
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
