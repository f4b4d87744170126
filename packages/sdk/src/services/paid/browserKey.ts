import type { Address } from '@infinitio/domain'
import { type ChannelEvidence, type ClientChannel, readClientChannel, writeClientChannel } from '@infinitio/services'
import { type Hex, isHex } from 'viem'
import { refusal } from '../../transport/refusal.ts'
import { accountOfKey, newPrivateKey } from './curveSignatures.ts'

/** A storage for strings, such as a browser's `localStorage`. A written value can be read at once. */
export type KeyStorage = {
  readonly getItem: (name: string) => string | null
  readonly setItem: (name: string, value: string) => void
}

/**
 * A key of this browser that signs payments for AI services. Within its allowance, it may move amounts from the payer's pot (its balance in the service ledger)
 * into payment channels. It cannot move anything to itself.
 */
export type BrowserKey = { readonly key: Address; readonly channelKey: Hex }

/** The payer and the service ledger for which this browser stores entries. The names of the entries contain these values. */
export type KeyPlace = { readonly chainId: number; readonly ledger: Address; readonly payer: Address }

const keyLength = 66

/** Returns the common beginning of the names of a payer's entries in the storage. The lock of the payer's key has the same name. */
export function nameOfKey({ chainId, ledger, payer }: KeyPlace): string {
  return `infinitio.services.${chainId}.${ledger}.${payer}`
}

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

/** The most vouchers and receipts of a channel that a browser keeps: those of about 100 requests. All pages of a site together have room for 5 MB of text. */
const mostKept = 200

/**
 * Opens the stored state of a channel (a payer's deposit for one AI service). A state that cannot be parsed counts as lost. The service can then show its
 * newest receipt, from which the state is restored. `keep` stores evidence for a finding against the service, of the newest 100 requests.
 */
export function openChannelStore(storage: KeyStorage, { place, service }: { readonly place: KeyPlace; readonly service: string }) {
  const name = `${nameOfKey(place)}.${service}`
  const text = storage.getItem(name)
  return {
    stored: text === null ? null : readClientChannel(text),
    save: (channel: ClientChannel) => storage.setItem(name, writeClientChannel(channel)),
    keep(evidence: ChannelEvidence) {
      const kept = [...linesOf(storage.getItem(`${name}.evidence`)), JSON.stringify(evidence)]
      try {
        storage.setItem(`${name}.evidence`, kept.slice(-mostKept).join('\n'))
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
export function storedEvidence(
  storage: Pick<KeyStorage, 'getItem'>,
  { place, service, key }: { readonly place: KeyPlace; readonly service: string; readonly key: string },
): string {
  if (!isOwnKey(storage, place, key)) return ''
  return linesOf(storage.getItem(`${nameOfKey(place)}.${service}.evidence`))
    .map((line) => `${line}\n`)
    .join('')
}

function linesOf(text: string | null): string[] {
  return text === null || text === '' ? [] : text.split('\n')
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
  { place, service, key }: { readonly place: KeyPlace; readonly service: string; readonly key: string },
): StoredFigures | null {
  const text = storage.getItem(`${nameOfKey(place)}.${service}`)
  return text === null || !isOwnKey(storage, place, key) ? null : readClientChannel(text)
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
