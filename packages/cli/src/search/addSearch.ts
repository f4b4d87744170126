import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { compareNodes, type CompareOptions } from './compareNodes.ts'
import { withFilters } from './listingFilters.ts'
import { search, type SearchOptions } from './search.ts'
import { withSearchFilters } from './searchQueryOf.ts'

/** Adds `search` and `compare`: which machines can be rented, and some of them side by side. */
export function addSearch(root: Command, { withCommon, run }: Program): void {
  withSearchFilters(withFilters(withCommon(root.command('search [words...]').description('list what can be booked now, or for a start to come'))))
    .option('--start <time>', 'for leases that begin in the hour of this time')
    .option('--sort <order>', 'price, total, value, vram, newest or ready: the least time until ready first')
    .option('--starts', 'other starts within a week at which it is cheaper, or free at all', false)
    .option('--places', 'where all of them stand, with how many and from which price', false)
    .option('--limit <count>', 'rows of a page, at most 200', '20')
    .option('--page <number>', 'which page', '1')
    .action((words: string[], options: SearchOptions) => run(options, () => search(words, options)))
  withCommon(root.command('compare <node...>').description('nodes side by side'))
    .option('--gpus <count>', 'price for so many GPUs')
    .option('--hours <hours>', 'price for so many hours')
    .action((nodes: string[], options: CompareOptions) => run(options, () => compareNodes(nodes, options)))
}
