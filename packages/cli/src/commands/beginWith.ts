import { type Client, hashOfBid, refusal, sealForMachine, snapshotKeyOf } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'

/** Says, before its bid is placed, that a lease's disk begins with a snapshot, with the key sealed to its machine. Throws `snapshot.unknown`, `snapshot.key_unusable`. */
export async function beginWith(
  client: Client,
  args: {
    snapshotId: string
    bid: Parameters<typeof hashOfBid>[0]
    wallet: PrivateKeyAccount
    chain: Awaited<ReturnType<Client['getChain']>>
    nodeId: string
  },
): Promise<void> {
  const { snapshotId, bid, wallet, chain, nodeId } = args
  const [{ items }, { boxKey }] = await Promise.all([client.listSnapshots(), client.getNodeKeys(nodeId)])
  const snapshot = items.find((one) => one.snapshotId === snapshotId)
  if (snapshot === undefined) throw refusal('snapshot.unknown', { detail: snapshotId })
  const sealedKey = await sealForMachine({
    ...{ snapshot, account: wallet.address, key: await snapshotKeyOf(wallet, { chain }) },
    machine: { nodeId, boxKey },
  })
  await client.putRestore({ bidHash: hashOfBid(bid, { chain }), snapshotId, sealedKey })
}
