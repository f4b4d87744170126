import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import { addAccount } from './account/addAccount.ts'
import { addArtefacts } from './artefacts/addArtefacts.ts'
import { addBounty } from './bounty/addBounty.ts'
import { addCommitment } from './commitment/addCommitment.ts'
import { addCompletion } from './completion/addCompletion.ts'
import { chooseOptions } from './context/chooseOptions.ts'
import type { Program } from './context/program.ts'
import { addDev } from './dev/addDev.ts'
import { addDispute } from './dispute/addDispute.ts'
import { addFinding } from './finding/addFinding.ts'
import { addEconomy } from './economy/addEconomy.ts'
import { addEpoch } from './epoch/addEpoch.ts'
import { exampleText } from './examples.ts'
import { addExit } from './exit/addExit.ts'
import { addFiles } from './files/addFiles.ts'
import { addGovern } from './govern/addGovern.ts'
import { addHolds } from './holds/addHolds.ts'
import { addHosting } from './hosting/addHosting.ts'
import { addInvoices } from './invoices/addInvoices.ts'
import { addSeller } from './invoices/addSeller.ts'
import { addJobs } from './jobs/addJobs.ts'
import { addJournal } from './journal/addJournal.ts'
import { addKeys } from './keys/addKeys.ts'
import { addClusters, addLeaseAccess, addLeaseChanges, addLeaseList } from './leases/addLeases.ts'
import { addMarket } from './market/addMarket.ts'
import { addMatch } from './match/addMatch.ts'
import { addMcp } from './mcp/addMcp.ts'
import { addModel } from './model/addModel.ts'
import { addMoves } from './moves/addMoves.ts'
import { addLogin } from './login/addLogin.ts'
import { addFields, chooseFields, type Json } from './json/chosenFields.ts'
import { jsonText } from './json/jsonText.ts'
import { resolveOperands } from './names/resolveOperands.ts'
import { addNotifications } from './notifications/addNotifications.ts'
import { addOrders } from './orders/addOrders.ts'
import { addPricing } from './pricing/addPricing.ts'
import { addProgramme } from './programme/addProgramme.ts'
import { addProject } from './project/addProject.ts'
import { addProofs } from './proofs/addProofs.ts'
import { addFleet } from './provide/addFleet.ts'
import { addProvide } from './provide/addProvide.ts'
import { addRent } from './rent/addRent.ts'
import { addFaults } from './faults/addFaults.ts'
import { addReports } from './reports/addReports.ts'
import { addReviews } from './reviews/addReviews.ts'
import { addSearch } from './search/addSearch.ts'
import { addSearches } from './search/addSearches.ts'
import { addSecrets } from './secrets/addSecrets.ts'
import { addServices } from './services/addServices.ts'
import { addServing } from './serving/addServing.ts'
import { addShares } from './shares/addShares.ts'
import { addSnapshots } from './snapshots/addSnapshots.ts'
import { addSsh } from './ssh/addSsh.ts'
import { printError } from './terminal/print.ts'
import { lineCells } from './terminal/texts.ts'
import { addTasks } from './tasks/addTasks.ts'
import { addVerify } from './verify/addVerify.ts'
import { addWallet } from './wallet/addWallet.ts'

/** Returns the version of this command, which is the version of the whole repository's release. */
function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string }
  return version
}

type Add = (root: Command, program: Program) => void

/** The commands, grouped by the kind of user that needs them, in the order of the help. */
const groups: readonly { readonly heading: string; readonly nouns: readonly Add[] }[] = [
  {
    heading: 'Renters:',
    nouns: [
      ...[addSearch, addRent, addLeaseList, addClusters, addSsh, addVerify, addFiles, addLeaseAccess, addSecrets, addSnapshots, addMoves],
      ...[addLeaseChanges, addReports, addFaults, addReviews, addShares, addHolds],
    ],
  },
  { heading: 'Jobs:', nouns: [addJobs, addTasks] },
  { heading: 'AI services:', nouns: [addServices, addServing, addHosting] },
  { heading: 'Orders and market data:', nouns: [addOrders, addMarket] },
  { heading: 'Account and money:', nouns: [addLogin, addAccount, addKeys, addWallet, addInvoices, addArtefacts, addNotifications, addSearches] },
  { heading: 'Providers:', nouns: [addProvide, addFleet, addPricing, addProofs, addSeller] },
  { heading: 'Members:', nouns: [addGovern, addBounty, addDispute, addFinding, addProject, addCommitment, addModel, addEpoch, addProgramme] },
  { heading: 'Operators and auditors:', nouns: [addJournal, addMatch, addEconomy, addExit, addDev] },
  { heading: 'This command:', nouns: [addMcp, addCompletion] },
]

/**
 * Returns the `infinitio` command. An action never throws: its error is printed with its code and sets `process.exitCode`. Tests pass another `run`, so that
 * words are parsed but no action runs.
 */
export function program(run: Program['run'] = runAction): Command {
  const root: Command = new Command('infinitio')
    .description('Rent GPUs by the second, rent out your machines, and vote.')
    .version(ownVersion())
    .enablePositionalOptions()
    .configureOutput({ getOutHelpWidth: lineCells, getErrHelpWidth: lineCells })
    .on('beforeAllHelp', () => refuseUnknownCommand(root))
  root.option('--url <url>', 'address of the market, for every command').option('--key-file <file>', 'file with the wallet key')
  root.option('--profile <name>', 'profile of infinitio login').option('--json', 'print JSON')
  for (const { heading, nouns } of groups) {
    root.commandsGroup(heading)
    for (const add of nouns) add(root, { withCommon, run })
  }
  root.addHelpCommand(new Command('help').argument('[command]').description('display help for a command').helpGroup('This command:'))
  showExamples(root, [])
  if (run === runAction) root.hook('preAction', (_root, command) => completeCommand(root, command))
  return root
}

/** If help is requested for a command that does not exist, Commander would print the help of all commands. This ends the program with an error instead. */
function refuseUnknownCommand(root: Command): void {
  const [name] = root.args[0] === 'help' ? root.args.slice(1) : root.args
  if (name === undefined || name.startsWith('-') || root.commands.some((command) => [command.name(), ...command.aliases()].includes(name))) return
  root.error(`error: unknown command '${name}'. All commands: infinitio --help`)
}

/** Adds examples, what `--json` prints, and the option `--fields` of lists to the help of each command. */
function showExamples(command: Command, path: readonly string[]): void {
  const words = path.join(' ')
  addFields(command, words)
  for (const text of [exampleText(words), jsonText(words)]) if (text !== '') command.addHelpText('after', text)
  for (const inner of command.commands) showExamples(inner, [...path, inner.name()])
}

/** Completes the options of a command and replaces names by ids before the command runs. If that fails, prints the error, and the command does not run. */
async function completeCommand(root: Command, command: Command): Promise<void> {
  try {
    chooseOptions(root, command)
    chooseFields(command)
    await resolveOperands(command)
  } catch (error) {
    const exitCode = printError(error, command.opts<{ json: Json; apiKey?: string }>())
    throw new CommanderError(exitCode, 'infinitio.refused', 'said already')
  }
}

/** Runs the command that the arguments of this process contain. */
export async function runProgram(): Promise<void> {
  try {
    await program().parseAsync()
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode
  }
}

function withCommon(command: Command): Command {
  return command
    .addOption(new Option('--url <url>', 'address of the market').env('INFINITIO_URL').default('http://localhost:3000'))
    .addOption(new Option('--key-file <file>', 'file with the wallet key').env('INFINITIO_KEY_FILE'))
    .addOption(new Option('--api-key <key>').env('INFINITIO_KEY').hideHelp())
    .addOption(new Option('--profile <name>', 'profile of infinitio login').env('INFINITIO_PROFILE'))
    .option('--json', 'print JSON', false)
}

const runAction: Program['run'] = async (options, action) => {
  try {
    const exitCode = await action()
    process.exitCode = typeof exitCode === 'number' ? exitCode : 0
  } catch (error) {
    process.exitCode = printError(error, options)
  }
}
