import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'

/** Adds `hosting`: programmes in which sponsors pay those who host a model. Loads chain code on demand. */
export function addHosting(root: Command, { withCommon, run }: Program): void {
  const hosting = root.command('hosting').description('hosting programmes: sponsor the hosting of a model, claim what your services earned')
  const acts = () => import('./hostingActs.ts')
  const asking = (command: Command) =>
    withCommon(command)
      .addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
      .option('--yes', 'do not ask for confirmation', false)
  withCommon(hosting.command('list <model>').description('list the programmes of a model, newest first, and what the last days paid')).action(
    (model: string, options: CommonOptions) => run(options, async () => (await acts()).listHosting(model, options)),
  )
  asking(
    hosting.command('sponsor <model> <PT>').description('pay this amount a day for 25 days; hosts earn it, and the rest comes back after 30 days'),
  ).action((model: string, amount: string, options: MoneyOptions) =>
    run(options, async () => (await acts()).sponsorHosting(model, { amount, options })),
  )
  asking(hosting.command('claim').description('claim what your services earned in hosting programmes')).action((options: MoneyOptions) =>
    run(options, async () => (await acts()).claimHosting(options)),
  )
  asking(hosting.command('refund <number>').description('get back the rest of your programme, 30 days after its first day')).action(
    (id: string, options: MoneyOptions) => run(options, async () => (await acts()).refundHosting(id, options)),
  )
}
