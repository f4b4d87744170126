import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { cp, type CpOptions } from './cp.ts'
import { runTool } from './runTool.ts'
import { sshTarget } from './sshTarget.ts'

/** Adds `ssh` and `cp`, which run OpenSSH on a lease. */
export function addSsh(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('ssh <lease> [command...]').description('open a shell on a leased machine').passThroughOptions())
    .option('-i, --identity <file>', 'private key file')
    .action((lease: string, command: string[], options: SshOptions) => run(options, () => ssh(lease, command, options)))
  withCommon(root.command('cp <path...>').description('copy files to or from a lease: one side is <lease>:<path>').usage('[options] <from...> <to>'))
    .option('-r, --recursive', 'folders with their contents', false)
    .option('-i, --identity <file>', 'private key file')
    .action((paths: string[], options: CpOptions) => run(options, () => cp(paths, options)))
}

/** Options of `infinitio ssh`. `identity` is a private key file. */
type SshOptions = CommonOptions & { readonly identity?: string }

/**
 * Runs the OpenSSH client on a lease, with its own configuration and known_hosts in ~/.infinitio/ssh. Arguments after
 * the lease run as a command there. Exits with the code of ssh. Throws `lease.over`, `lease.unknown`,
 * `lease.keys_of_another`, `auth.forbidden`.
 */
async function ssh(leaseId: string, command: readonly string[], options: SshOptions): Promise<number> {
  const { client } = await signInClient(options)
  const { config, name } = await sshTarget(client, { leaseId, identity: options.identity })
  return runTool('ssh', ['-F', config, name, ...command])
}
