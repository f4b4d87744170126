import type { Address, ServiceId } from '@infinitio/domain'
import type { Client, Hex } from 'viem'
import { getLogs } from 'viem/actions'
import { blockRanges } from '../emission/blocks.ts'
import { ledgerEvent, ledgerEventsAbi } from '../events/decodeLedgerLog.ts'
import type { LedgerEvent } from '../events/ledgerEvent.ts'

/**
 * An AI service at a block, from the events of the service ledger. `bond` is in PToken base units, and 0 while the bond is being withdrawn. `settled` is the
 * PToken, fees and royalties included, that the service settled from a chosen earlier block on. `terms` are in hex.
 */
export type BondedService = {
  readonly service: ServiceId
  readonly payee: Address
  readonly bond: bigint
  readonly settled: bigint
  readonly terms: Hex
}

type Draft = { payee: Address; bond: bigint; isLeaving: boolean; settled: bigint; terms: Hex }

/**
 * Reads all services as they were at the block `to`, in the order of their registration. `first` is a block that is not after the first event of the ledger.
 * Settlements count in `settled` from the block `settledFrom` on. Throws viem's errors.
 */
export async function readBondedServices(
  client: Client,
  { ledger, first, settledFrom, to }: { readonly ledger: Address; readonly first: bigint; readonly settledFrom: bigint; readonly to: bigint },
): Promise<readonly BondedService[]> {
  const services = new Map<ServiceId, Draft>()
  for (const range of blockRanges({ from: first, to })) {
    const logs = await getLogs(client, { address: ledger, events: ledgerEventsAbi, strict: true, ...range })
    for (const log of logs) {
      const event = ledgerEvent(log)
      if (event !== null) apply(services, event, log.blockNumber >= settledFrom)
    }
  }
  return [...services].map(([service, { payee, bond, isLeaving, settled, terms }]) => ({
    service,
    payee,
    bond: isLeaving ? 0n : bond,
    settled,
    terms,
  }))
}

function apply(services: Map<ServiceId, Draft>, event: LedgerEvent, doesCount: boolean): void {
  if (event.name === 'ServiceRegistered') services.set(event.service, { payee: event.payee, bond: 0n, isLeaving: false, settled: 0n, terms: '0x' })
  const draft = 'service' in event ? services.get(event.service) : undefined
  if (draft === undefined) return
  if (event.name === 'ServiceTermsSet') draft.terms = event.terms
  else if (event.name === 'ServiceBondAdded') draft.bond = event.bond
  else if (event.name === 'ServiceBondLeaving') draft.isLeaving = true
  else if (event.name === 'ServiceBondReturned') Object.assign(draft, { bond: 0n, isLeaving: false })
  else if (event.name === 'ServiceBondSlashed') draft.bond -= event.taken
  else if (event.name === 'ChannelsSettled' && event.asset === 'PToken' && doesCount) draft.settled += event.paid + event.royalty + event.fee
}
