import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { MatchOptions } from './match.ts'

/** Adds `match`. What replays and asks the chain is loaded for it alone. */
export function addMatch(root: Command, { run }: Pick<Program, 'run'>): void {
  root
    .command('match')
    .description('settle, with a key of your own, what anybody may settle and nobody has')
    .addOption(new Option('--url <url>', 'address of the market').env('INFINITIO_URL').default('http://localhost:3000'))
    .addOption(new Option('--rpc <url>', 'chain node to ask and to send through').env('INFINITIO_RPC'))
    .addOption(new Option('--directory <address>', 'the Directory; the one the market names when left out').env('INFINITIO_DIRECTORY'))
    .addOption(new Option('--key-file <file>', 'file with the key that pays for gas').env('INFINITIO_KEY_FILE'))
    .option('--from-snapshot <file>', 'begin at a snapshot of yours instead of the first row')
    .option('--patience <seconds>', 'how long to leave a match to the market’s own engine', '30')
    .option('--every <seconds>', 'how often to look', '2')
    .option('--once', 'look once, with no patience, and end', false)
    .option('--json', 'print JSON, a line for each match', false)
    .action((options: MatchOptions) => run(options, async () => (await import('./match.ts')).match(options)))
}
