import { type Hex32, hex32 } from '@infinitio/domain'
import { readNodeRecords } from '../provider/readNodeRecords.ts'

type Machine = Omit<Parameters<typeof readNodeRecords>[0], 'nodeIds'> & { readonly nodeId: string }

/**
 * Returns the key with which data for a machine is encrypted, from the registry on the chain, or null for an unknown machine. The market also names such keys,
 * but a dishonest market could name another key. Throws viem's errors if the chain node does not answer.
 */
export async function readBoxKey({ nodeId, ...from }: Machine): Promise<Hex32 | null> {
  const [record] = await readNodeRecords({ ...from, nodeIds: [nodeId] })
  return record === null || record === undefined ? null : hex32(record.boxKey)
}
