import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { compareNodes, type CompareOptions } from './compareNodes.ts'
import { search, type SearchOptions } from './search.ts'
import { withSearchFilters } from './searchQueryOf.ts'

/** Adds `search` and `compare`: which machines can be rented, and some of them side by side. */
export function addSearch(root: Command, { withCommon, run }: Program): void {
  withSearchFilters(
    withCommon(root.command('search [words...]').description('list machines; write a sentence, such as "8 x H100 in Europe for 3 hours"')),
  )
    .option('--for <time>', 'how long you expect to use it, as 60s, 5min, 2h; sorts by the total of that use, with the notice')
    .option('--sort <order>', 'price, total, value, vram, newest or ready (shortest time until ready first)')
    .option('--starts', 'other starts within a week that are cheaper or free', false)
    .option('--places', 'locations with the number of machines and the lowest price', false)
    .option('--limit <count>', 'rows per page, up to 200', '20')
    .option('--page <number>', 'page number', '1')
    .action((words: string[], options: SearchOptions) => run(options, () => search(words, options)))
  withCommon(root.command('compare <node...>').description('compare machines side by side'))
    .option('--gpus <count>', 'number of GPUs for the price')
    .option('--hours <hours>', 'number of hours for the price')
    .action((nodes: string[], options: CompareOptions) => run(options, () => compareNodes(nodes, options)))
}
