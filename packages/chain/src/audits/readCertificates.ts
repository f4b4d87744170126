import { type Address, address, assert, type Hex32, hex32 } from '@infinitio/domain'
import { type Client, parseEventLogs } from 'viem'
import { getLogs } from 'viem/actions'
import { carbonRegistryAbi } from '../generated/carbonRegistryAbi.ts'

/** A carbon proof that auditors accepted. Times in Unix seconds, `coverage` a share in 1e18 fixed point; `revokedAt` is null unless a vote took it back. */
export type CarbonCertificate = {
  readonly id: bigint
  readonly provider: Address
  readonly nodes: readonly Hex32[]
  readonly coverage: bigint
  readonly from: bigint
  readonly until: bigint
  readonly acceptedAt: bigint
  readonly revokedAt: bigint | null
}

/**
 * Every certificate the registry gave in these blocks, both ends included, by rising filing, from its logs alone: `fromBlock` is that of the
 * registry's creation or before, so that each filing is among them. Throws viem's errors when the chain does not answer.
 */
export async function readCertificates(
  client: Client,
  { carbonRegistry, fromBlock, toBlock }: { carbonRegistry: Address; fromBlock: bigint; toBlock: bigint },
): Promise<readonly CarbonCertificate[]> {
  const logs = await getLogs(client, { address: carbonRegistry, fromBlock, toBlock })
  const events = parseEventLogs({ abi: carbonRegistryAbi, logs, eventName: ['CarbonFiled', 'CarbonAccepted', 'CarbonRevoked'] })
  const filed = new Map<bigint, Pick<CarbonCertificate, 'provider' | 'nodes' | 'from'>>()
  const found = new Map<bigint, CarbonCertificate>()
  for (const { eventName, args } of events) {
    const { id } = args
    if (eventName === 'CarbonFiled') {
      const { nodes, from } = args.proof
      filed.set(id, { provider: address(args.provider.toLowerCase()), nodes: nodes.map((node) => hex32(node)), from: BigInt(from) })
    } else if (eventName === 'CarbonAccepted') {
      const proof = filed.get(id)
      assert(proof !== undefined, 'what was accepted was filed')
      const { acceptedAt, until, coverage } = args
      found.set(id, { id, ...proof, coverage, until: BigInt(until), acceptedAt: BigInt(acceptedAt), revokedAt: null })
    } else {
      const certificate = found.get(id)
      assert(certificate !== undefined, 'what was revoked was accepted')
      found.set(id, { ...certificate, revokedAt: BigInt(args.revokedAt) })
    }
  }
  return [...found.values()].sort((one, other) => Number(one.id - other.id))
}
