import { serviceLedgerAbi } from '@infinitio/chain'
import { type Address, type Hex32, hex32, type ServiceId } from '@infinitio/domain'
import { decodeAbiParameters, getAbiItem, type Hex, keccak256, toEventSelector } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { scanLogs } from '../../chain/scanLogs.ts'

const termsTopic = toEventSelector(getAbiItem({ abi: serviceLedgerAbi, name: 'TermsSet' }))
/** The number of characters of a service id: 0x and 20 bytes in hex. The id is at the beginning of its 32-byte topic in the event. */
const idLength = 42

/**
 * Reads terms that a service published at any time from the events of the ledger contract, by their hashes. The result lacks each hash that the service never
 * published. Throws `chain.rpc_silent`.
 */
export async function readTermsByHash(
  access: ExitAccess,
  { ledger, service, hashes }: { readonly ledger: Address; readonly service: ServiceId; readonly hashes: ReadonlySet<Hex32> },
): Promise<ReadonlyMap<Hex32, Hex>> {
  const found = new Map<Hex32, Hex>()
  if (hashes.size === 0) return found
  const from = await askRpc(access, () => getBlockNumber(access.client, { cacheTime: 0 }))
  await scanLogs(access, { contracts: [ledger], topics: [termsTopic], from, downTo: 0n }, (logs) => {
    for (const { topics, data } of logs) {
      const [, of = '', hash = ''] = topics
      const [terms] = decodeAbiParameters([{ type: 'bytes' }], data)
      if (of.slice(0, idLength).toLowerCase() === service && hashes.has(hex32(hash.toLowerCase()))) found.set(hex32(hash.toLowerCase()), terms)
    }
    return found.size < hashes.size
  })
  return found
}

/** Returns the hash by which receipts and vouchers name terms. */
export function termsHashOf(terms: Hex): Hex32 {
  return hex32(keccak256(terms))
}
