import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { giveMandate, type GiveMandateOptions, revokeMandate } from './mandates.ts'
import { runPrices, type RunPricesOptions } from './runPrices.ts'
import { setPrices, type SetPricesOptions } from './setPrices.ts'
import { showPrices, type ShowPricesOptions } from './showPrices.ts'

/** Adds `price`: what a rule says, prices kept as it says, and many prices changed at once. */
export function addPricing(root: Command, { withCommon, run }: Program): void {
  const price = root.command('price').description('prices of your nodes')
  const nodes = ['--node <nodes>', 'ids or names, separated by commas; all of yours when left out'] as const
  withCommon(price.command('show').description('what a rule says of each node now, and why; signs nothing'))
    .requiredOption('--rule <file>', 'the rule, JSON')
    .option(...nodes)
    .option('--class <ids>', 'only nodes of these classes')
    .action((options: ShowPricesOptions) => run(options, () => showPrices(options)))
  withCommon(price.command('run').description('keep prices as a rule says, until it is stopped'))
    .requiredOption('--rule <file>', 'the rule, JSON; read anew each time')
    .option(...nodes)
    .option('--class <ids>', 'only nodes of these classes')
    .option('--mandate <file>', "sign with a node's own key under this mandate")
    .option('--once', 'look once', false)
    .action((options: RunPricesOptions) => run(options, () => runPrices(options)))
  withCommon(price.command('set').description('change the price of many nodes at once'))
    .option('--price <pt>', 'PT per GPU-hour')
    .option('--percent <percent>', 'so much more, or less when negative: --percent=-5')
    .option(...nodes)
    .option('--class <ids>', 'only nodes of these classes')
    .option('--yes', 'do not ask', false)
    .action((options: SetPricesOptions) => run(options, () => setPrices(options)))
  withCommon(price.command('mandate <node>').description("let a node's own key name prices, never below a floor that the contract holds"))
    .requiredOption('--floor <pt>', 'no price below so many PT per GPU-hour')
    .requiredOption('--out <file>', 'where to write it')
    .option('--days <days>', 'for so many days from now', '28')
    .option('--transferable', 'its renters may give leases away, also where the listing does not allow it', false)
    .action((node: string, options: GiveMandateOptions) => run(options, () => giveMandate(node, options)))
  withCommon(price.command('revoke <mandate>').description('void a mandate, and every price under it, on the chain')).action(
    (file: string, options: CommonOptions) => run(options, () => revokeMandate(file, options)),
  )
}
