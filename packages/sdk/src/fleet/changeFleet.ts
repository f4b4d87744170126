import type { FleetRow } from '@infinitio/domain'
import type { FleetProgressWire } from '@infinitio/domain/wire'
import { getChain, getFleetChange, getFleetSigning, placeFleetChange } from '../generated/calls.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { patiently } from '../transport/patiently.ts'
import { waitUntil } from '../transport/waitUntil.ts'
import { signFleetChange } from './signFleetChange.ts'

const everyMs = 1_000
/** Agents look every 5 s. A machine that has not answered after this time is probably offline. */
const answeredWithinSeconds = 60

/**
 * Signs one list of changes, sends it and waits up to 60 s for the answers of the machines. `onSigned` runs after the signature, before the list is sent;
 * `onProgress` receives each reading. Returns the last one:
 * a row that still has the state `waiting` has no answer yet. Throws the wallet's error if the user declines; nothing is sent then.
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
