import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { sizeText } from '../terminal/sizeText.ts'
import { table } from '../terminal/table.ts'

/** What `infinitio snapshots` takes. `delete` is the id of one to delete. */
export type SnapshotsOptions = CommonOptions & { readonly delete?: string }

/** Lists the snapshots of the wallet, newest first; with `--delete` deletes one first. Throws `snapshot.unknown`. */
export async function snapshots(options: SnapshotsOptions): Promise<void> {
  const { client } = await signInClient(options)
  if (options.delete !== undefined) await client.deleteSnapshot(options.delete)
  const { items } = await client.listSnapshots()
  const time = (seconds: number | null) => (seconds === null ? '' : new Date(seconds * 1_000).toISOString().slice(0, 16))
  const rows = items.map(({ snapshotId, leaseId, state, code, diskBytes, storedBytes, takenAt, expiresAt }) => [
    ...[snapshotId, leaseId, code === null ? state : `${state} (${code})`, sizeText(diskBytes ?? 0), sizeText(storedBytes)],
    ...[time(takenAt), time(expiresAt)],
  ])
  const text = table([['snapshot', 'lease', 'state', 'files', 'stored', 'of, UTC', 'kept until'], ...rows], { right: [3, 4] })
  printResult({ json: options.json, value: { items }, text: rows.length === 0 ? 'No snapshots.' : text })
}
