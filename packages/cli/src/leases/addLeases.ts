import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { end, endAsProvider, type EndOptions } from './endLease.ts'
import { extend, type ExtendOptions } from './extend.ts'
import { leaseKeys, type LeaseKeysOptions } from './leaseKeys.ts'
import { logs, type LogsOptions } from './logs.ts'
import { ports, type PortsOptions } from './ports.ts'
import { ps, type PsOptions } from './ps.ts'
import { type ReceiptOptions, showReceipt } from './receipt.ts'
import { stats, type StatsOptions } from './stats.ts'
import { transferLease, type TransferOptions } from './transferLease.ts'

/** Adds `ps`: the list of leases. */
export function addLeaseList(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('ps').description('list your leases, newest first'))
    .option('-a, --all', 'include closed leases', false)
    .option('--provider', 'list the leases on your machines', false)
    .option('--shared', 'list the leases that others share with you', false)
    .option('-q, --quiet', 'print only the lease numbers, one per line', false)
    .option('--limit <count>', 'rows', '50')
    .action((options: PsOptions) => run(options, () => ps(options)))
}

/** Adds `logs`, `ports` and `lease-keys`: the log, the ports and the SSH keys of a lease. */
export function addLeaseAccess(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('logs <lease>').description('print the log of a lease: output of its start script, its command and its machine'))
    .option('-f, --follow', 'keep printing new lines until the lease ends', false)
    .option('--search <text>', 'search the whole log on the machine, and print the lines with this text')
    .option('--match-case', 'search with exact capital and small letters', false)
    .action((lease: string, options: LogsOptions) => run(options, () => logs(lease, options)))
  withCommon(root.command('ports <lease>').description("list the HTTPS addresses of a lease's ports and their access tokens"))
    .option('--add <port...>', 'open ports by HTTPS, also while the lease runs')
    .option('--remove <port...>', 'close the HTTPS address of ports')
    .option('--token', 'make an access token for programs; the token is shown only once', false)
    .option('--revoke <id>', 'revoke an access token')
    .action((lease: string, options: PortsOptions) => run(options, () => ports(lease, options)))
  withCommon(root.command('lease-keys <lease>').description('list the SSH keys of a lease, and change them while it runs'))
    .option('--add <file>', 'add the public key in this file')
    .option('--remove <word>', 'remove the key whose line has this word; sessions opened with the key end')
    .action((lease: string, options: LeaseKeysOptions) => run(options, () => leaseKeys(lease, options)))
}

/** Adds the commands that end, transfer or extend a lease, and those that print its usage and cost. */
export function addLeaseChanges(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('end <lease>').description('end a lease and accept its bill'))
    .option('--report-problem', 'end and hold back payment: the provider’s pay for the last hour waits 1 h')
    .option('--as-provider', 'end a lease on your own machine; the renter is compensated from your bond', false)
    .option('--yes', 'do not ask for confirmation', false)
    .action((lease: string, options: EndOptions & { asProvider: boolean; yes: boolean }) =>
      run(options, () => (options.asProvider ? endAsProvider(lease, options) : end(lease, options))),
    )
  withCommon(root.command('transfer <lease> <address>').description('transfer a lease that has not started to another wallet'))
    .option('--yes', 'do not ask for confirmation', false)
    .action((lease: string, to: string, options: TransferOptions) => run(options, () => transferLease(lease, to, options)))
  withCommon(root.command('receipt <lease>').description('print the receipt: what ran, how long, and the final amounts from the contract'))
    .option('--exact', 'print amounts with all 18 decimals', false)
    .action((lease: string, options: ReceiptOptions) => run(options, () => showReceipt(lease, options)))
  withCommon(root.command('extend <lease>').description('extend a running lease at the same price'))
    .option('--hours <hours>', 'hours to add', '1')
    .option('--auto <pt>', 'turn on auto-extend up to this many PT in total, including the PT already locked; off turns it off')
    .option('--auto-step <minutes>', 'length of one extension in minutes, at most 60', '60')
    .option('--yes', 'do not ask for confirmation', false)
    .action((lease: string, options: ExtendOptions) => run(options, () => extend(lease, options)))
  withCommon(root.command('stats <lease>').description('print the resource use of a lease'))
    .option('--hours <hours>', 'number of hours to show, up to now or to the end of the lease', '1')
    .option('--limit <count>', 'number of latest readings', '20')
    .action((lease: string, options: StatsOptions) => run(options, () => stats(lease, options)))
}
