import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import { end, endAsProvider, type EndOptions } from './endLease.ts'
import { extend, type ExtendOptions } from './extend.ts'
import { leaseKeys, type LeaseKeysOptions } from './leaseKeys.ts'
import { logs, type LogsOptions } from './logs.ts'
import { ports, type PortsOptions } from './ports.ts'
import { ps, type PsOptions } from './ps.ts'
import { showReceipt, stats, type StatsOptions } from './stats.ts'
import { transferLease, type TransferOptions } from './transferLease.ts'

/** Adds `ps`: the list of leases. */
export function addLeaseList(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('ps').description('list your leases, newest first'))
    .option('-a, --all', 'closed ones too', false)
    .option('--provider', 'leases on your nodes', false)
    .option('--shared', 'leases that others share with you', false)
    .option('-q, --quiet', 'their numbers alone, a line each', false)
    .option('--limit <count>', 'rows', '50')
    .action((options: PsOptions) => run(options, () => ps(options)))
}

/** Adds `logs`, `ports` and `lease-keys`: what a lease wrote, and its ports and SSH keys. */
export function addLeaseAccess(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('logs <lease>').description('print the log of a lease: its start script, its command, its machine'))
    .option('-f, --follow', 'go on with what is added, until the lease ends', false)
    .option('--search <text>', 'search the whole log on the machine, and print the lines with this text')
    .option('--match-case', 'tell upper and lower case apart when searching', false)
    .action((lease: string, options: LogsOptions) => run(options, () => logs(lease, options)))
  withCommon(root.command('ports <lease>').description('list where the ports of a lease are reached by HTTPS, and who may'))
    .option('--add <port...>', 'give ports an HTTPS address, also while the lease runs')
    .option('--remove <port...>', 'close the HTTPS address of ports')
    .option('--token', 'make an access token for programs; it is shown this once', false)
    .option('--revoke <id>', 'take an access token back')
    .action((lease: string, options: PortsOptions) => run(options, () => ports(lease, options)))
  withCommon(root.command('lease-keys <lease>').description('list the SSH keys of a lease, and change them while it runs'))
    .option('--add <file>', 'add the public key in this file')
    .option('--remove <word>', 'remove the key whose line has this word; its open sessions end')
    .action((lease: string, options: LeaseKeysOptions) => run(options, () => leaseKeys(lease, options)))
}

/** Adds the commands that end, transfer or extend a lease, and those that print what it used and what it cost. */
export function addLeaseChanges(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('end <lease>').description('end a lease and accept its bill'))
    .option('--report-problem', 'end without accepting')
    .option('--as-provider', 'end one on a node of yours: its renter is compensated out of your bond', false)
    .option('--yes', 'do not ask before that', false)
    .action((lease: string, options: EndOptions & { asProvider: boolean; yes: boolean }) =>
      run(options, () => (options.asProvider ? endAsProvider(lease, options) : end(lease, options))),
    )
  withCommon(root.command('transfer <lease> <address>').description('give a lease that has not begun to another wallet'))
    .option('--yes', 'do not ask', false)
    .action((lease: string, to: string, options: TransferOptions) => run(options, () => transferLease(lease, to, options)))
  withCommon(root.command('receipt <lease>').description('the closing numbers of the contract')).action((lease: string, options: CommonOptions) =>
    run(options, () => showReceipt(lease, options)),
  )
  withCommon(root.command('extend <lease>').description('give a running lease a later end, at the same price'))
    .option('--hours <hours>', 'hours more', '1')
    .option('--auto <pt>', 'let it extend itself up to so many PT in all, what it has locked included; off: no more')
    .option('--auto-step <minutes>', 'by so many minutes at a time, 60 at most', '60')
    .option('--yes', 'do not ask', false)
    .action((lease: string, options: ExtendOptions) => run(options, () => extend(lease, options)))
  withCommon(root.command('stats <lease>').description('print what a lease used of its machine'))
    .option('--hours <hours>', 'of so many hours up to now, or to its end', '1')
    .option('--limit <count>', 'the last so many readings', '20')
    .action((lease: string, options: StatsOptions) => run(options, () => stats(lease, options)))
}
