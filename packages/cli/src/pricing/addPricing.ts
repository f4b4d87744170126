import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { giveMandate, type GiveMandateOptions, revokeMandate } from './mandates.ts'
import { runPrices, type RunPricesOptions } from './runPrices.ts'
import { setPrices, type SetPricesOptions } from './setPrices.ts'
import { showPrices, type ShowPricesOptions } from './showPrices.ts'

/** Adds `price`: shows prices from a rule, maintains them automatically, and changes many prices at once. */
export function addPricing(root: Command, { withCommon, run }: Program): void {
  const price = root.command('price').description('prices of your machines')
  const nodes = ['--node <nodes>', 'ids or names, separated by commas (default: all your machines)'] as const
  withCommon(price.command('show').description('show the price that a rule gives for each machine now, and why; signs nothing'))
    .requiredOption('--rule <file>', 'the rule, JSON')
    .option(...nodes)
    .option('--class <names>', 'only machines of these classes, by name or id; several separated by commas')
    .action((options: ShowPricesOptions) => run(options, () => showPrices(options)))
  withCommon(price.command('run').description('set prices by a rule, until you stop it'))
    .requiredOption('--rule <file>', 'file with the rule in JSON; read again each time')
    .option(...nodes)
    .option('--class <names>', 'only machines of these classes, by name or id; several separated by commas')
    .option('--mandate <file>', "sign with a machine's key under this signing permission")
    .option('--once', 'set the prices once, then stop', false)
    .action((options: RunPricesOptions) => run(options, () => runPrices(options)))
  withCommon(price.command('set').description('change the price of several machines'))
    .option('--price <pt>', 'PT per GPU-hour')
    .option('--percent <percent>', 'change in percent; negative lowers the price: --percent=-5')
    .option(...nodes)
    .option('--class <names>', 'only machines of these classes, by name or id; several separated by commas')
    .option('--yes', 'do not ask for confirmation', false)
    .action((options: SetPricesOptions) => run(options, () => setPrices(options)))
  withCommon(price.command('mandate <own-machine>').description("let a machine's key sign prices, never below a floor that the contract checks"))
    .requiredOption('--floor <pt>', 'lowest price in PT per GPU-hour')
    .requiredOption('--out <file>', 'file to write')
    .option('--days <days>', 'days from now', '28')
    .option('--transferable', 'renters can transfer leases, even if the listing does not allow it', false)
    .action((node: string, options: GiveMandateOptions) => run(options, () => giveMandate(node, options)))
  withCommon(price.command('revoke <mandate>').description('revoke a signing permission and all its prices on the chain')).action(
    (file: string, options: CommonOptions) => run(options, () => revokeMandate(file, options)),
  )
}
