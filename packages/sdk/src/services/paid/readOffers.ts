import type { Address, ServiceId } from '@infinitio/domain'
import { readTerms, type ServiceTerms } from '@infinitio/services'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { readNewestTerms } from './readNewestTerms.ts'

/**
 * Reads the newest terms of services from the events of the ledger contract, so that no market can change a price or a key. Leaves out services without terms,
 * and services with terms that this version cannot parse. Throws `chain.rpc_silent`.
 */
export async function readOffers(
  access: ExitAccess,
  of: { readonly ledger: Address; readonly services: ReadonlySet<string> },
): Promise<ReadonlyMap<ServiceId, ServiceTerms>> {
  const read = [...(await readNewestTerms(access, of))].map(([service, bytes]) => [service, readTerms(bytes)] as const)
  return new Map(read.filter((one): one is [ServiceId, ServiceTerms] => one[1] !== null))
}
