import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { ExitOptions } from './exit.ts'

/** Adds `exit`, which withdraws all of an account's funds from the contracts. Loads chain code on demand. */
export function addExit(root: Command, { run }: Pick<Program, 'run'>): void {
  root
    .command('exit')
    .description('withdraw everything through an RPC, even when this market is offline')
    .addOption(new Option('--rpc <url>', 'RPC of the chain').env('INFINITIO_RPC'))
    .addOption(new Option('--directory <address>', 'address of the Directory, or of a contract that points to it').env('INFINITIO_DIRECTORY'))
    .addOption(new Option('--key-file <file>', 'file with the wallet key').env('INFINITIO_KEY_FILE'))
    .option('--account <address>', 'show the plan of this account')
    .option('--from-block <number>', 'first block to read', '0')
    .option('--keep-orders', 'do not cancel open orders and session keys', false)
    .option('--end-duties', 'also unstake G and leave panels, projects and the random beacon, which ends your votes and duties', false)
    .option('--dry-run', 'show the plan and send nothing', false)
    .option('--yes', 'send without asking', false)
    .option('--json', 'print JSON', false)
    .action((options: ExitOptions) => run(options, async () => (await import('./exit.ts')).exit(options)))
}
