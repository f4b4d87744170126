import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { advice, type AdviceOptions } from './advice.ts'
import { compareNodes, type CompareOptions } from './compareNodes.ts'
import { search, type SearchOptions } from './search.ts'
import { withAdviceFilters, withSearchFilters } from './searchQueryOf.ts'

/** Adds `search`, `advice` and `compare`: available machines, ways to run a model on them, and machines side by side. */
export function addSearch(root: Command, { withCommon, run }: Program): void {
  withSearchFilters(
    withCommon(root.command('search [words...]').description('list machines; write a sentence, such as "8 x H100 in Europe for 3 hours"')),
  )
    .option('--for <time>', 'how long you expect to use the machine: 60s, 5min, 2h; sorts by the total for that time, with the notice')
    .option('--sort <order>', 'price, total, fit (best for the model first), value, vram, newest or ready (shortest time until ready first)')
    .option('--starts', 'show starts within a week at which machines are cheaper or free', false)
    .option('--places', 'show locations, with the number of machines and the lowest price', false)
    .option('--limit <count>', 'rows per page, up to 200', '20')
    .option('--page <number>', 'page number', '1')
    .action((words: string[], options: SearchOptions) => run(options, () => search(words, options)))
  withAdviceFilters(
    withCommon(
      root.command('advice <model...>').description('show ways to run a model on free machines: memory, GPUs, highest speed, price and warnings'),
    ),
  )
    .option('--task <task>', 'serve, adapters or full')
    .option('--all', 'show every GPU class that can run the model, not only the best', false)
    .action((words: string[], options: AdviceOptions) => run(options, () => advice(words, options)))
  withCommon(root.command('compare <machine...>').description('compare machines side by side'))
    .option('--gpus <count>', 'number of GPUs for the price')
    .option('--hours <hours>', 'number of hours for the price')
    .action((nodes: string[], options: CompareOptions) => run(options, () => compareNodes(nodes, options)))
}
