import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { listShares, share, type ShareOptions, unshare } from './shares.ts'
import { sshKeys, type SshKeysOptions } from './sshKeys.ts'

/** Adds `share`, `unshare`, `shares`, and `ssh-keys`, which teammates bring. */
export function addShares(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('share <lease> <address>').description("share a live lease with a teammate's wallet: to watch it, or to use it as well"))
    .option('--use', 'shell, SSH and ports as well, as root', false)
    .action((lease: string, address: string, options: ShareOptions) => run(options, () => share({ leaseId: lease, address }, options)))
  withCommon(root.command('unshare <lease> <address>').description('take a share back, or give back your own')).action(
    (lease: string, address: string, options: CommonOptions) => run(options, () => unshare({ leaseId: lease, address }, options)),
  )
  withCommon(root.command('shares <lease>').description('list whom a lease is shared with')).action((lease: string, options: CommonOptions) =>
    run(options, () => listShares(lease, options)),
  )
  withCommon(root.command('ssh-keys').description('list the SSH keys that open leases which are shared with you'))
    .option('--add <file>', 'add the public key in this file')
    .option('--remove <word>', 'remove the key whose line has this word')
    .action((options: SshKeysOptions) => run(options, () => sshKeys(options)))
}
