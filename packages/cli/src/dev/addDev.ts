import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { DevSlotOptions } from './devSlot.ts'
import type { DevModelOptions } from './model/devModel.ts'
import type { DevProofsOptions } from './devProofs.ts'

/** Adds `dev`, the commands for a development market. */
export function addDev(root: Command, { withCommon, run }: Program): void {
  const dev = root.command('dev').description('acts on a development market, such as that of npm start')
  withCommon(dev.command('slot').description('make a slot of GPU proofs now, and show what happens until validators attest it'))
    .addOption(new Option('--rpc <url>', 'RPC of the development chain').env('INFINITIO_RPC').default('http://127.0.0.1:8545'))
    .option('--no-wait', 'end once the block exists')
    .action((options: DevSlotOptions) => run(options, async () => (await import('./devSlot.ts')).devSlot(options)))
  withCommon(
    dev
      .command('model')
      .description('run a small real model (SmolLM2, 135 million parameters) on the CPU, to try infinitio serve; installs it at the first call'),
  )
    .option('--port <port>', 'port on 127.0.0.1', '8000')
    .action((options: DevModelOptions) => run(options, async () => (await import('./model/devModel.ts')).devModel(options)))
  withCommon(dev.command('proofs').description('let services of a development chain settle vouchers by proofs: makes keys, and names their verifier'))
    .addOption(new Option('--rpc <url>', 'RPC of the development chain').env('INFINITIO_RPC').default('http://127.0.0.1:8545'))
    .option('--rows <rows>', 'vouchers that one proof settles, 1 to 128', '2')
    .action((options: DevProofsOptions) => run(options, async () => (await import('./devProofs.ts')).devProofs(options)))
}
