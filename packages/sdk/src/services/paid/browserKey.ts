import type { Address, LedgerAsset } from '@infinitio/domain'
import {
  type ChannelEvidence,
  type ClientChannel,
  readClientChannel,
  readEvidenceLine,
  readReceipt,
  type Receipt,
  writeClientChannel,
} from '@infinitio/services'
import { type Hex, isHex } from 'viem'
import { refusal } from '../../transport/refusal.ts'
import { linesOfEvidence, openBrowserEvidence } from './browserEvidence.ts'
import { accountOfKey, newPrivateKey } from './curveSignatures.ts'
import { type KeyPlace, type KeyStorage, nameOfKey } from './keyStorage.ts'

/**
 * A key of this browser that signs payments for AI services. Within its allowance, it may move amounts from the payer's pot (its balance in the service ledger)
 * into payment channels. It cannot move anything to itself.
 */
export type BrowserKey = { readonly key: Address; readonly channelKey: Hex }

/** The channel of a browser's key to one AI service. Its asset is PToken if it is absent. Channels in different assets are stored separately. */
export type StoredChannel = { readonly place: KeyPlace; readonly service: string; readonly asset?: LedgerAsset }

const keyLength = 66

/** Reads the key of a payer from the storage, or makes it. Throws `serving.state_unreadable` if the storage no longer has the key that was just written. */
export function readBrowserKey(storage: KeyStorage, place: KeyPlace): BrowserKey {
  const name = `${nameOfKey(place)}.key`
  const stored = storage.getItem(name)
  if (isHex(stored) && stored.length === keyLength) return { channelKey: stored, key: accountOfKey(stored) }
  const channelKey = newPrivateKey()
  storage.setItem(name, channelKey)
  if (storage.getItem(name) !== channelKey) throw refusal('serving.state_unreadable', { detail: 'this browser stores nothing' })
  return { channelKey, key: accountOfKey(channelKey) }
}

/**
 * Opens the stored state of a channel (a payer's deposit for one AI service). A state that cannot be parsed counts as lost. The service can then show its
 * newest receipt, from which the state is restored. `keep` stores evidence for a finding against the service, of the newest 100 requests, and at most 1 MiB for
 * all channels of the key. If the storage is full, `save` and `keep` delete the oldest evidence. `save` throws if there is still no room for the state.
 */
export function openChannelStore(storage: KeyStorage, channel: StoredChannel) {
  const { place } = channel
  const service = entryOf(channel)
  const name = `${nameOfKey(place)}.${service}`
  const text = storage.getItem(name)
  const evidence = openBrowserEvidence(storage, place)
  return {
    stored: text === null ? null : readClientChannel(text),
    save: (state: ClientChannel) => evidence.write(name, () => writeClientChannel(state)),
    keep(piece: ChannelEvidence) {
      try {
        evidence.add(service, piece)
      } catch {
        // The storage is full. Requests go on without evidence, because the state of the channel has already been stored.
      }
    },
  }
}

/**
 * Returns the vouchers and receipts that this browser has kept of a channel, one on each line, as in the file `receipts.log` of `infinitio proxy`. Returns an
 * empty text if it has kept none, and if the key that is stored here is not `key`.
 */
export function storedEvidence(storage: Pick<KeyStorage, 'getItem'>, { key, ...channel }: StoredChannel & { readonly key: string }): string {
  const { place } = channel
  if (!isOwnKey(storage, place, key)) return ''
  return linesOfEvidence(storage, { place, service: entryOf(channel) })
    .map((line) => `${line}\n`)
    .join('')
}

/**
 * Returns the receipts that this browser has kept of a channel, the oldest first. Each is the service's signed bill for one answer, which was checked before it
 * was kept. Returns none under the same conditions as `storedEvidence`, and leaves out receipts with a fault.
 */
export function storedReceipts(
  storage: Pick<KeyStorage, 'getItem'>,
  { key, ...channel }: StoredChannel & { readonly key: string },
): readonly Receipt[] {
  const { place } = channel
  if (!isOwnKey(storage, place, key)) return []
  return linesOfEvidence(storage, { place, service: entryOf(channel) }).flatMap((line) => {
    const piece = readEvidenceLine(line)
    if (piece === null || piece.kind !== 'receipt' || piece.fault !== undefined) return []
    return readReceipt(piece.text)?.receipt ?? []
  })
}

function isOwnKey(storage: Pick<KeyStorage, 'getItem'>, place: KeyPlace, key: string): boolean {
  const own = storage.getItem(`${nameOfKey(place)}.key`)
  return isHex(own) && own.length === keyLength && accountOfKey(own) === key
}

/**
 * The amounts of a channel (a payer's deposit for one AI service) according to this browser. `owed` is the sum of all receipts, and `ceiling` the highest total
 * that the browser has signed.
 */
export type StoredFigures = { readonly serial: number; readonly owed: bigint; readonly ceiling: bigint }

/**
 * Returns the amounts that `key` has signed for one AI service, without opening the service's channel. Null if the key that is stored here is not `key`, or if
 * nothing is stored for the service.
 */
export function storedFigures(
  storage: Pick<KeyStorage, 'getItem'>,
  { key, ...channel }: StoredChannel & { readonly key: string },
): StoredFigures | null {
  const { place } = channel
  const text = storage.getItem(`${nameOfKey(place)}.${entryOf(channel)}`)
  return text === null || !isOwnKey(storage, place, key) ? null : readClientChannel(text)
}

/** Returns the part of the names of a channel's entries after the key. Channels in PToken have the names from before there were others. */
function entryOf({ service, asset = 'PToken' }: StoredChannel): string {
  return asset === 'PToken' ? service : `${service}.${asset}`
}

/** The lock manager of a browser or of Node (`navigator.locks`). */
export type KeyLocks = {
  readonly request: (name: string, options: { readonly ifAvailable: true }, use: (lock: unknown) => Promise<void>) => Promise<unknown>
}

/**
 * Holds the lock of a key until the returned function is called, or until the page is closed. Throws `serving.running` if another tab holds it, because two
 * programs with one key would sign the same numbers.
 */
export function holdKeyLock(locks: KeyLocks, name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const use = (lock: unknown): Promise<void> => {
      if (lock === null) {
        reject(refusal('serving.running', { detail: 'another tab of this browser' }))
        return Promise.resolve()
      }
      return new Promise((release) => resolve(release))
    }
    locks.request(name, { ifAvailable: true }, use).catch(reject)
  })
}
