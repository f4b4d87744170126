import { type Command, Option } from 'commander'
import type { ActOptions } from '../govern/proposeAct.ts'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { CreateOptions } from './proposeProgramme.ts'

/**
 * Adds `programme`: incentive programmes, which are budgets that pay machines of a class and region in addition to their emission. Loads chain code on demand.
 */
export function addProgramme(root: Command, { withCommon, run }: Program): void {
  const programme = root.command('programme').description('incentive programmes: list, fund; propose to create, rate and close them')
  const asking = (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask for confirmation', false)
  const proposing = (command: Command) => asking(command).requiredOption('--text <text>', 'what it is and why; the first line is its title')
  const acts = () => import('./proposeProgramme.ts')
  withCommon(programme.command('list').description('list incentive programmes, newest first, with what remains of each budget')).action(
    (options: CommonOptions) => run(options, async () => (await import('./programmes.ts')).listProgrammes(options)),
  )
  asking(programme.command('fund <number> <amount>').description('pay PT from your wallet into a programme; nobody can withdraw it')).action(
    (id: string, amount: string, options: MoneyOptions) =>
      run(options, async () => (await import('./programmes.ts')).payProgramme(id, { amount, options })),
  )
  proposing(programme.command('create <name>').description('propose a programme to a vote'))
    .requiredOption('--per-epoch <pt>', 'the most that it pays in an epoch, which is an hour')
    .option('--class <number>', 'only machines of this class (default: any)')
    .option('--region <number>', 'only machines of this region (default: any)')
    .action((name: string, options: CreateOptions) => run(options, async () => (await acts()).proposeProgramme(name, options)))
  proposing(programme.command('rate <number> <pt>').description('propose a new rate to a vote; 0 pauses the programme')).action(
    (id: string, rate: string, options: ActOptions) => run(options, async () => (await acts()).proposeRate(id, { rate, options })),
  )
  proposing(programme.command('close <number>').description('propose to close a programme: the rest of its budget becomes free surplus')).action(
    (id: string, options: ActOptions) => run(options, async () => (await acts()).proposeClose(id, options)),
  )
}
