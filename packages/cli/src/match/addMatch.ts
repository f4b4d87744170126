import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { MatchOptions } from './match.ts'

/** Adds `match`, with which anyone can settle matches of the public journal. Loads the code for replay and chain access on demand. */
export function addMatch(root: Command, { run }: Pick<Program, 'run'>): void {
  root
    .command('match')
    .description('settle open matches that nobody has settled, with your own key')
    .addOption(new Option('--url <url>', 'address of the market').env('INFINITIO_URL').default('http://localhost:3000'))
    .addOption(new Option('--rpc <url>', 'RPC of the chain, for reading and sending').env('INFINITIO_RPC'))
    .addOption(new Option('--directory <address>', 'address of the Directory (default: from the market)').env('INFINITIO_DIRECTORY'))
    .addOption(new Option('--key-file <file>', 'file with the key that pays for gas').env('INFINITIO_KEY_FILE'))
    .option('--from-snapshot <file>', 'start from your snapshot instead of the first row')
    .option('--patience <seconds>', 'seconds to wait for the market’s own engine', '30')
    .option('--every <seconds>', 'seconds between checks', '2')
    .option('--once', 'check once, without waiting, then end', false)
    .option('--json', 'print JSON, one line per match', false)
    .action((options: MatchOptions) => run(options, async () => (await import('./match.ts')).match(options)))
}
