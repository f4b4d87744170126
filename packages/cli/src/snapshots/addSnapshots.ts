import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { snapshot, type SnapshotOptions } from './snapshot.ts'
import { snapshots, type SnapshotsOptions } from './snapshots.ts'

/** Adds `snapshot` and `snapshots`: encrypted copies of the disk of a lease. */
export function addSnapshots(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('snapshot <lease>').description('copy the disk of a lease, encrypted; it stands still meanwhile'))
    .option('--no-wait', 'return once it is asked for')
    .action((lease: string, options: SnapshotOptions) => run(options, () => snapshot(lease, options)))
  withCommon(root.command('snapshots').description('list your snapshots'))
    .option('--delete <id>', 'delete one')
    .action((options: SnapshotsOptions) => run(options, () => snapshots(options)))
}
