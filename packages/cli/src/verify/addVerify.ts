import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { VerifyOptions } from './verifyLease.ts'

/** Adds `verify`, which tests the memory and speed of a leased GPU. */
export function addVerify(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('verify <lease>').description('test the memory and speed of a leased GPU with your own random numbers and clock'))
    .option('-i, --identity <file>', 'private key file')
    .option('--end-if-failed', 'end the lease if it does not show what its class has', false)
    .action((lease: string, options: VerifyOptions) => run(options, async () => (await import('./verifyLease.ts')).verifyLease(lease, options)))
}
