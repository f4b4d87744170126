import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { ExitOptions } from './exit.ts'

/** Adds `exit`, which takes everything that an account has out of the contracts. Chain code is loaded for this command only. */
export function addExit(root: Command, { run }: Pick<Program, 'run'>): void {
  root
    .command('exit')
    .description('take everything out with an RPC alone, when nothing of ours runs')
    .addOption(new Option('--rpc <url>', 'chain node to ask').env('INFINITIO_RPC'))
    .addOption(new Option('--directory <address>', 'the Directory, or a contract that names it').env('INFINITIO_DIRECTORY'))
    .addOption(new Option('--key-file <file>', 'file with the wallet key').env('INFINITIO_KEY_FILE'))
    .option('--account <address>', 'show the plan of this account')
    .option('--from-block <number>', 'oldest block to look at', '0')
    .option('--keep-orders', 'leave open orders and session keys as they are', false)
    .option('--dry-run', 'show the plan and send nothing', false)
    .option('--yes', 'send without asking', false)
    .option('--json', 'print JSON', false)
    .action((options: ExitOptions) => run(options, async () => (await import('./exit.ts')).exit(options)))
}
