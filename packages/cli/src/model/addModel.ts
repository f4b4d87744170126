import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { GrantModelOptions } from './grantModel.ts'
import type { SellModelOptions } from './modelActs.ts'
import type { PullOptions } from './pullModel.ts'
import type { RecordModelOptions } from './modelRecords.ts'
import { listModels, type ModelListOptions, quoteUnits, showModel } from './showModels.ts'

/** Adds `model`: commercial models, priced in PToken and paid in G tokens. Loads chain code on demand. */
export function addModel(root: Command, { withCommon, run }: Program): void {
  const model = root
    .command('model')
    .alias('models')
    .description('models of owners: list, quote, pay, register; sign records and grants; verify files')
  const acts = () => import('./modelActs.ts')
  const records = () => import('./modelRecords.ts')
  const asking = (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask for confirmation', false)
  withCommon(model.command('list').description('models, newest first, and the rate of G tokens'))
    .option('--limit <count>', 'rows, 1 to 25', '25')
    .option('--cursor <cursor>', 'next page: nextCursor of the last answer')
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
  withCommon(model.command('root <folder>').description('calculate the weights root and the hashes of a model’s files on this computer')).action(
    (folder: string, options: CommonOptions) => run(options, async () => (await records()).showRoot(folder, options)),
  )
  withCommon(model.command('verify <number> <folder>').description('compare files on this computer with the record that the owner signed')).action(
    (id: string, folder: string, options: CommonOptions) => run(options, async () => (await records()).verifyModel(id, folder, options)),
  )
  asking(model.command('pull <number> <folder>').description('download the weights of a model, or of a weights root, from caches; paid by the byte'))
    .option('--cache <service...>', 'IDs of caches, asked in this order (default: the cheapest ones that have the weights)')
    .option('--deposit <pt>', 'PT that the channel to a cache holds after the start', '0.1')
    .action((id: string, folder: string, options: PullOptions) =>
      run(options, async () => (await import('./pullModel.ts')).pullModel(id, { folder, ...options })),
    )
  asking(model.command('record <number> <folder>').description('sign the record of your model from its files, and publish it'))
    .requiredOption('--licence <name>', 'name of the licence of the weights, such as Apache-2.0')
    .option('--parent <name>', 'model from which yours was made', '')
    .option('--royalty <percent>', 'royalty that you usually ask for a grant, 0 to 30', '0')
    .action((id: string, folder: string, options: RecordModelOptions) =>
      run(options, async () => (await records()).recordModel(id, { folder, ...options })),
    )
  asking(model.command('grant <number> <payee>').description('sign a grant: let a payee sell answers of your model for a royalty; print it'))
    .requiredOption('--royalty <percent>', 'your share of what its services settle, 0 to 30')
    .option('--for <span>', 'how long the payee can register services with it', '30d')
    .action((id: string, payee: string, options: GrantModelOptions) =>
      run(options, async () => (await import('./grantModel.ts')).grantModel(id, { payee, ...options })),
    )
}
