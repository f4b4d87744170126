import { type Client, refusal } from '@infinitio/sdk'

/** The wallet's snapshot of this id. Throws `snapshot.unknown`. */
export async function findSnapshot(client: Client, snapshotId: string) {
  const found = (await client.listSnapshots()).items.find((one) => one.snapshotId === snapshotId)
  if (found === undefined) throw refusal('snapshot.unknown', { detail: snapshotId })
  return found
}
