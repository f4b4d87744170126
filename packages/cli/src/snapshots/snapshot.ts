import { isErrorCode, refusal, signSnapshotOrder, snapshotKeyOf, waitUntil } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { progressLine } from '../terminal/progressLine.ts'
import { sizeText } from '../terminal/sizeText.ts'

/** What `infinitio snapshot` takes; without `wait` it returns as soon as the snapshot is asked for. */
export type SnapshotOptions = CommonOptions & { readonly wait: boolean }

const storedWithinSeconds = 86_400

/** Has the disk of a lease copied and waits until it is stored. Everything in the lease stands still meanwhile. Throws the code of what went wrong. */
export async function snapshot(leaseId: string, options: SnapshotOptions): Promise<void> {
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
  const text = `Snapshot ${snapshotId} is stored: ${sizeText(made.diskBytes ?? 0)} of files, ${sizeText(made.storedBytes)} encrypted, kept until ${until} UTC.\ninfinitio rent NODE --from-snapshot ${snapshotId}`
  printResult({ json: options.json, value: made, text })
}
