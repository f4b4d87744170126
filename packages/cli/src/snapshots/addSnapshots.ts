import { type Client, isErrorCode, refusal, signSnapshotOrder, snapshotKeyOf, waitUntil } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { sizeText, table } from '../terminal/texts.ts'
import { printResult, progressLine } from '../terminal/print.ts'

/** Adds `snapshot` and `snapshots`: encrypted copies of the disk of a lease. */
export function addSnapshots(root: Command, { withCommon, run }: Program): void {
  withCommon(root.command('snapshot <lease>').description("make an encrypted copy of a lease's disk; its programs pause during the copy"))
    .option('--no-wait', 'return when the snapshot has started')
    .action((lease: string, options: SnapshotOptions) => run(options, () => snapshot(lease, options)))
  withCommon(root.command('snapshots').description('list your snapshots'))
    .option('--delete <id>', 'delete this snapshot')
    .action((options: SnapshotsOptions) => run(options, () => snapshots(options)))
}

/** Options of `infinitio snapshot`. Without `wait`, it returns once the snapshot is requested. */
type SnapshotOptions = CommonOptions & { readonly wait: boolean }

const storedWithinSeconds = 86_400

/**
 * Copies the disk of a lease and waits until the copy is stored. All processes in the lease pause during the copy.
 * Throws the code of a failure.
 */
async function snapshot(leaseId: string, options: SnapshotOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const chain = await client.getChain()
  const { renterKey } = await snapshotKeyOf(wallet, { chain })
  const { snapshotId } = await client.createSnapshot(await signSnapshotOrder(wallet, { leaseId, renterKey, chain }))
  if (!options.wait) return printResult({ json: options.json, value: { snapshotId }, text: snapshotId })
  const line = progressLine()
  const made = await waitUntil(
    async () => {
      const found = (await client.getLeaseDisk(leaseId)).snapshots.find((one) => one.snapshotId === snapshotId)
      if (found === undefined) throw refusal('snapshot.unknown', { detail: snapshotId })
      line.show(`copying: ${found.state}`)
      return found
    },
    ({ state }) => state === 'stored' || state === 'failed',
    { timeoutSeconds: storedWithinSeconds, everyMs: 500 },
  )
  line.done()
  if (made.state === 'failed') throw refusal(made.code !== null && isErrorCode(made.code) ? made.code : 'api.internal', { detail: snapshotId })
  const until = new Date(made.expiresAt * 1_000).toISOString().slice(0, 16)
  const text = `Snapshot ${snapshotId} is stored: ${sizeText(made.diskBytes ?? 0)} of files, ${sizeText(made.storedBytes)} encrypted, stored until ${until} UTC.\ninfinitio rent NODE --from-snapshot ${snapshotId}`
  printResult({ json: options.json, value: made, text })
}

/** Options of `infinitio snapshots`. `delete` is the id of a snapshot to delete. */
type SnapshotsOptions = CommonOptions & { readonly delete?: string }

/** Lists the wallet's snapshots, newest first. With `--delete`, deletes one first. Throws `snapshot.unknown`. */
async function snapshots(options: SnapshotsOptions): Promise<void> {
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

/** Returns the wallet's snapshot with this id. Throws `snapshot.unknown`. */
export async function findSnapshot(client: Client, snapshotId: string) {
  const found = (await client.listSnapshots()).items.find((one) => one.snapshotId === snapshotId)
  if (found === undefined) throw refusal('snapshot.unknown', { detail: snapshotId })
  return found
}
