import { serviceLedgerAbi } from '@infinitio/chain'
import { type Address, type ServiceId, serviceId } from '@infinitio/domain'
import { decodeAbiParameters, getAbiItem, hexToBytes, toEventSelector } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { type ScannedLog, scanLogs } from '../../chain/scanLogs.ts'

const termsTopic = toEventSelector(getAbiItem({ abi: serviceLedgerAbi, name: 'TermsSet' }))
/** The number of characters of a service id: 0x and 20 bytes in hex. The id is at the beginning of its 32-byte topic in the event. */
const idLength = 42

/**
 * Reads the bytes of the newest terms of services and routers from the events of the ledger contract, so that no market can change a price or a key. With null,
 * reads those of all. Leaves out services without terms. Throws `chain.rpc_silent`.
 */
export async function readNewestTerms(
  access: ExitAccess,
  { ledger, services }: { readonly ledger: Address; readonly services: ReadonlySet<string> | null },
): Promise<ReadonlyMap<ServiceId, Uint8Array>> {
  const newest = new Map<ServiceId, Uint8Array>()
  const from = await askRpc(access, () => getBlockNumber(access.client, { cacheTime: 0 }))
  await scanLogs(access, { contracts: [ledger], topics: [termsTopic], from, downTo: 0n }, (logs) => {
    for (const log of logs.toReversed()) {
      const { service, terms } = termsOf(log)
      if (services?.has(service) !== false && !newest.has(service)) newest.set(service, hexToBytes(terms))
    }
    return services === null || newest.size < services.size
  })
  return newest
}

function termsOf({ topics, data }: ScannedLog) {
  const [, service = '0x'] = topics
  const [terms] = decodeAbiParameters([{ type: 'bytes' }], data)
  return { service: serviceId(service.slice(0, idLength).toLowerCase()), terms }
}
