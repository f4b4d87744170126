import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { cp, type CpOptions } from './cp.ts'
import { ssh, type SshOptions } from './ssh.ts'

/** Adds `ssh` and `cp`, which run OpenSSH on a lease. */
export function addSsh(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('ssh <lease> [command...]').description('open a shell on a leased machine').passThroughOptions())
    .option('-i, --identity <file>', 'private key file')
    .action((lease: string, command: string[], options: SshOptions) => run(options, () => ssh(lease, command, options)))
  withCommon(root.command('cp <path...>').description('copy files to or from a lease: one side is <lease>:<path>').usage('[options] <from...> <to>'))
    .option('-r, --recursive', 'folders with all that is in them', false)
    .option('-i, --identity <file>', 'private key file')
    .action((paths: string[], options: CpOptions) => run(options, () => cp(paths, options)))
}
