import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { SimulateEconomyOptions } from './simulateEconomy.ts'

/** Adds `economy simulate`, which runs offline. Loads the simulator on demand. */
export function addEconomy(root: Command, { run }: Pick<Program, 'run'>): void {
  const economy = root.command('economy').description('earnings from serving, and a simulation of the rules')
  economy
    .command('simulate')
    .description('simulate the economy day by day, with attempts to cheat; works offline')
    .option('--providers <count>', 'providers, at most 20,000', '500')
    .option('--years <count>', 'years, at most 50', '20')
    .option('--seed <number>', 'seed of the simulated history', '1')
    .option(
      '--parameter <name=value>',
      'set this parameter or assumption; repeat for more',
      (value: string, before: string[]) => [...before, value],
      [],
    )
    .option('--json', 'print JSON', false)
    .action((options: SimulateEconomyOptions) => run(options, async () => (await import('./simulateEconomy.ts')).simulateEconomy(options)))
}
