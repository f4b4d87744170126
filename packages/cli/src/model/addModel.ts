import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { SellModelOptions } from './modelActs.ts'
import { listModels, type ModelListOptions, quoteUnits, showModel } from './showModels.ts'

/** Adds `model`: commercial models that are priced in PToken and paid in G. Chain code is loaded where it is needed. */
export function addModel(root: Command, { withCommon, run }: Program): void {
  const model = root.command('model').description('commercial models paid in G at the oracle’s rate: list, quote, pay, register')
  const acts = () => import('./modelActs.ts')
  const asking = (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "chain node to ask; the market's own when left out").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask', false)
  withCommon(model.command('list').description('models, newest first, and the rate of G'))
    .option('--limit <count>', 'most of them, 1 to 25', '25')
    .option('--cursor <number>', 'those before this one')
    .action((options: ModelListOptions) => run(options, () => listModels(options)))
  withCommon(model.command('show <number>').description('one model: its price, who is paid, its latest payments')).action(
    (id: string, options: CommonOptions) => run(options, () => showModel(id, options)),
  )
  withCommon(model.command('quote <number> <units>').description('what units of it cost now, in PT and in G')).action(
    (id: string, units: string, options: CommonOptions) => run(options, () => quoteUnits(id, { units, options })),
  )
  asking(model.command('pay <number> <units>').description('pay for units of it with G of your wallet'))
    .option('--max-g <g>', 'G that you pay at most; a fiftieth above the quote when left out')
    .option('--note <text>', 'a word of your own for the payee, at most 32 bytes', '')
    .action((id: string, units: string, options: MoneyOptions & { maxG?: string; note: string }) =>
      run(options, async () => (await acts()).payModel(id, { units, ...options })),
    )
  asking(model.command('register <name>').description('register a model of yours'))
    .requiredOption('--price <pt>', 'PT for one unit of what it sells')
    .option('--payee <address>', 'who is paid; your wallet when left out')
    .action((name: string, options: SellModelOptions) => run(options, async () => (await acts()).registerModel(name, options)))
  asking(model.command('set <number>').description('change price and payee of a model of yours'))
    .requiredOption('--price <pt>', 'PT for one unit; 0 takes it off sale')
    .option('--payee <address>', 'who is paid; as before when left out')
    .action((id: string, options: SellModelOptions) => run(options, async () => (await acts()).setModel(id, options)))
}
