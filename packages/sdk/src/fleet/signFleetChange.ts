import { address, fleetChangeLimits, fleetChangeOf, fleetChangeTypedData, type FleetRow, fleetRowsRefusal, unixSeconds } from '@infinitio/domain'
import { type ChainWire, fleetChangeToWire, fleetRowToWire, type SignedFleetChangeWire } from '@infinitio/domain/wire'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * Signs changes of many listings at once, as their owner. Valid for 15 minutes. `lastSerial` is the serial of the owner's newest list
 * (`getFleetSigning`). Throws `order.fleet_altered` for rows that nobody should sign.
 */
export async function signFleetChange(
  signer: TypedDataSigner,
  { rows, lastSerial, chain }: { rows: readonly FleetRow[]; lastSerial: bigint; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<SignedFleetChangeWire> {
  const refused = fleetRowsRefusal(rows)
  if (refused !== null) throw refusal(refused.rejected, { detail: refused.detail ?? '' })
  const now = BigInt(chain.chainNow)
  const { change } = fleetChangeOf(rows, {
    owner: address(signer.address.toLowerCase()),
    issuedAt: unixSeconds(now),
    expiry: unixSeconds(now + BigInt(fleetChangeLimits.seconds)),
    serial: lastSerial < now ? now : lastSerial + 1n,
  })
  const signature = await signTypedData(signer, fleetChangeTypedData(change, signingDomainOf(chain)))
  return { change: fleetChangeToWire(change), rows: rows.map(fleetRowToWire), signature }
}
