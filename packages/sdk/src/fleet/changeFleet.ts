import { address, fleetChangeLimits, fleetChangeOf, fleetChangeTypedData, type FleetRow, fleetRowsRefusal, unixSeconds } from '@infinitio/domain'
import { type ChainWire, fleetChangeToWire, type FleetProgressWire, fleetRowToWire, type SignedFleetChangeWire } from '@infinitio/domain/wire'
import { getChain, getFleetChange, getFleetSigning, placeFleetChange } from '../generated/calls.ts'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { patiently } from '../transport/patiently.ts'
import { refusal } from '../transport/refusal.ts'
import { waitUntil } from '../transport/waitUntil.ts'

const everyMs = 1_000
/** Seconds to wait for the machines' answers. Agents ask for changes every 5 s, so a machine without an answer after this time is probably offline. */
const answeredWithinSeconds = 60

/**
 * Signs one list of changes, sends it and waits up to 60 s for the answers of the machines. `onSigned` runs after the signature, before the list is sent.
 * `onProgress` receives the progress each time it is read. Returns the last progress: a row that still has the state `waiting` has no answer yet. Throws the
 * wallet's error if the user declines; nothing is sent then.
 */
export async function changeFleet(
  transport: Transport,
  {
    signer,
    rows,
    onSigned,
    onProgress,
  }: {
    signer: TypedDataSigner
    rows: readonly FleetRow[]
    onSigned?: () => void
    onProgress?: (progress: FleetProgressWire) => void
  },
): Promise<FleetProgressWire> {
  const [chain, { lastSerial }] = await Promise.all([getChain(transport), getFleetSigning(transport)])
  const signed = await signFleetChange(signer, { rows, lastSerial: BigInt(lastSerial), chain })
  onSigned?.()
  let last = await placeFleetChange(transport, signed)
  const note = (progress: FleetProgressWire) => {
    last = progress
    onProgress?.(progress)
  }
  note(last)
  const isAnswered = (progress: FleetProgressWire) => progress.rows.every(({ state }) => state !== 'waiting')
  await waitUntil(() => patiently(() => getFleetChange(transport, last.hash)), isAnswered, {
    ...{ timeoutSeconds: answeredWithinSeconds, everyMs },
    onReading: note,
  }).catch((error: unknown) => {
    if (!(error instanceof InfinitioError) || error.code !== 'api.timed_out') throw error
  })
  return last
}

/**
 * Signs changes of many listings at once, as their owner. The signature is valid for 15 minutes. `lastSerial` is the serial number of the owner's newest list
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
