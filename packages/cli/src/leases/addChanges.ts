import type { Command } from 'commander'
import { end, type EndOptions } from './end.ts'
import { extend, type ExtendOptions } from './extend.ts'
import { move, type MoveOptions } from '../moves/move.ts'
import { snapshot, type SnapshotOptions } from '../snapshots/snapshot.ts'
import { snapshots, type SnapshotsOptions } from '../snapshots/snapshots.ts'
import { stats, type StatsOptions } from './stats.ts'
import type { OrdersProgram } from '../orders/addOrders.ts'
import type { CommonOptions } from '../context/settings.ts'
import { endAsProvider } from './endAsProvider.ts'
import { showReceipt } from './showReceipt.ts'
import { type TransferOptions, transferLease } from './transferLease.ts'

/** Adds what is done with a lease: copied, moved, given away, ended, extended; what it used and came to. */
export function addChanges(root: Command, { withCommon, run }: OrdersProgram): void {
  addCopies(root, { withCommon, run })
  withCommon(root.command('end <lease>').description('end a lease and accept its bill'))
    .option('--report-problem', 'end without accepting')
    .option('--as-provider', 'end one on a node of yours: its renter is compensated out of your bond', false)
    .option('--yes', 'do not ask before that', false)
    .action((lease: string, options: EndOptions & { asProvider: boolean; yes: boolean }) =>
      run(options, () => (options.asProvider ? endAsProvider(lease, options) : end(lease, options)).then(nothing)),
    )
  withCommon(root.command('transfer <lease> <address>').description('give a lease that has not begun to another wallet'))
    .option('--yes', 'do not ask', false)
    .action((lease: string, to: string, options: TransferOptions) => run(options, () => transferLease(lease, to, options).then(nothing)))
  withCommon(root.command('receipt <lease>').description('the closing numbers of the contract')).action((lease: string, options: CommonOptions) =>
    run(options, () => showReceipt(lease, options).then(nothing)),
  )
  withCommon(root.command('extend <lease>').description('give a running lease a later end, at the same price'))
    .option('--hours <hours>', 'hours more', '1')
    .option('--auto <pt>', 'let it extend itself up to so many PT in all, what it has locked included; off: no more')
    .option('--auto-step <minutes>', 'by so many minutes at a time, 60 at most', '60')
    .option('--yes', 'do not ask', false)
    .action((lease: string, options: ExtendOptions) => run(options, () => extend(lease, options).then(nothing)))
  withCommon(root.command('stats <lease>').description('print what a lease used of its machine'))
    .option('--hours <hours>', 'of so many hours up to now, or to its end', '1')
    .option('--limit <count>', 'the last so many readings', '20')
    .action((lease: string, options: StatsOptions) => run(options, () => stats(lease, options).then(nothing)))
}

function addCopies(root: Command, { withCommon, run }: OrdersProgram): void {
  withCommon(root.command('snapshot <lease>').description('copy the disk of a lease, encrypted; it stands still meanwhile'))
    .option('--no-wait', 'return once it is asked for')
    .action((lease: string, options: SnapshotOptions) => run(options, () => snapshot(lease, options).then(nothing)))
  withCommon(root.command('snapshots').description('list your snapshots'))
    .option('--delete <id>', 'delete one')
    .action((options: SnapshotsOptions) => run(options, () => snapshots(options).then(nothing)))
  withCommon(root.command('move <lease>').description('move what a lease runs to another machine: same files, keys, ports and names'))
    .option('--node <id>', 'to this one; the cheapest of its class at its price or less when left out')
    .option('--max-price <pt>', 'at most so many PT per GPU-hour')
    .option('--from-snapshot <id>', 'from a snapshot, when the machine is lost')
    .option('--list', 'only list the machines it can move to, best first', false)
    .option('--status', 'only say how far the last move is', false)
    .option('--cancel', 'cancel it, until names go over, and end the new lease', false)
    .option('--no-wait', 'return once it is under way')
    .option('--yes', 'do not ask', false)
    .action((lease: string, options: MoveOptions) => run(options, () => move(lease, options).then(nothing)))
}

const nothing = () => undefined
