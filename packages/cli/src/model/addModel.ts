import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { SellModelOptions } from './modelActs.ts'
import { listModels, type ModelListOptions, quoteUnits, showModel } from './showModels.ts'

/** Adds `model`: commercial models, priced in PToken and paid in G tokens. Loads chain code on demand. */
export function addModel(root: Command, { withCommon, run }: Program): void {
  const model = root.command('model').description('commercial models paid in G tokens at the oracle’s rate: list, quote, pay, register')
  const acts = () => import('./modelActs.ts')
  const asking = (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask for confirmation', false)
  withCommon(model.command('list').description('models, newest first, and the rate of G tokens'))
    .option('--limit <count>', 'rows, 1 to 25', '25')
    .option('--cursor <number>', 'list only rows before this number')
    .action((options: ModelListOptions) => run(options, () => listModels(options)))
  withCommon(model.command('show <number>').description('show one model: its price, its payee and its latest payments')).action(
    (id: string, options: CommonOptions) => run(options, () => showModel(id, options)),
  )
  withCommon(model.command('quote <number> <units>').description('show what units cost now, in PT and in G tokens')).action(
    (id: string, units: string, options: CommonOptions) => run(options, () => quoteUnits(id, { units, options })),
  )
  asking(model.command('pay <number> <units>').description('pay for units with G tokens of your wallet'))
    .option('--max-g <g>', 'highest payment in G tokens (default: the quote plus 2 %)')
    .option('--note <text>', 'a note for the payee, at most 32 bytes', '')
    .action((id: string, units: string, options: MoneyOptions & { maxG?: string; note: string }) =>
      run(options, async () => (await acts()).payModel(id, { units, ...options })),
    )
  asking(model.command('register <name>').description('register your model'))
    .requiredOption('--price <pt>', 'PT for one unit that the model sells')
    .option('--payee <address>', 'account that is paid (default: your wallet)')
    .action((name: string, options: SellModelOptions) => run(options, async () => (await acts()).registerModel(name, options)))
  asking(model.command('set <number>').description('change price and payee of your model'))
    .requiredOption('--price <pt>', 'PT for one unit; 0 takes it off sale')
    .option('--payee <address>', 'account that is paid (default: unchanged)')
    .action((id: string, options: SellModelOptions) => run(options, async () => (await acts()).setModel(id, options)))
}
