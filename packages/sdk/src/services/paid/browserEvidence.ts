import type { ChannelEvidence } from '@infinitio/services'
import { type KeyPlace, type KeyStorage, nameOfKey } from './keyStorage.ts'

/** The most vouchers and receipts of a channel that a browser keeps: those of about 100 requests. */
const mostPieces = 200

/** The most characters of evidence of all channels of a key. All pages of a site together have room for about 5 million characters. */
const mostCharacters = 2 ** 20

/**
 * Opens the evidence (vouchers and receipts) of all channels of a payer's key. The evidence of a service is one entry of the storage. One more entry names the
 * services, and the service with the newest evidence is the last.
 */
export function openBrowserEvidence(storage: KeyStorage, place: KeyPlace) {
  const index = `${nameOfKey(place)}.evidence`
  const services = () => (storage.getItem(index) ?? '').split(' ').filter((service) => service !== '')
  const sizeOf = (service: string) => (storage.getItem(nameOfEvidence(place, service)) ?? '').length

  /** Deletes the older half of the evidence of the service that was used least recently. Returns false if there is nothing left to delete. */
  function deleteOldest(): boolean {
    const oldest = services().find((service) => sizeOf(service) > 0)
    if (oldest === undefined) return false
    const before = sizeOf(oldest)
    const lines = linesOfEvidence(storage, { place, service: oldest })
    storage.setItem(nameOfEvidence(place, oldest), lines.slice(Math.ceil(lines.length / 2)).join('\n'))
    return sizeOf(oldest) < before
  }

  /** Writes an entry. While the storage has no room for it, deletes the oldest evidence. Throws the error of the storage if that does not help. */
  function write(entry: string, value: () => string): void {
    for (;;) {
      try {
        storage.setItem(entry, value())
        return
      } catch (error) {
        if (!deleteOldest()) throw error
      }
    }
  }

  return {
    write,
    /** Adds a piece of evidence of a service, and deletes the oldest evidence above the limits. Throws the error of the storage if it has no room. */
    add(service: string, piece: ChannelEvidence): void {
      const order = [...services().filter((other) => other !== service), service].join(' ')
      if (order !== storage.getItem(index)) write(index, () => order)
      write(nameOfEvidence(place, service), () => {
        const lines = [...linesOfEvidence(storage, { place, service }), JSON.stringify(piece)]
        return lines.slice(-mostPieces).join('\n')
      })
      const isTooMuch = () => services().reduce((sum, one) => sum + sizeOf(one), 0) > mostCharacters
      while (isTooMuch() && deleteOldest());
    },
  }
}

/** Returns the pieces of evidence of a service in the storage, the oldest first, each as one line of JSON. */
export function linesOfEvidence(
  storage: Pick<KeyStorage, 'getItem'>,
  { place, service }: { readonly place: KeyPlace; readonly service: string },
): readonly string[] {
  const text = storage.getItem(nameOfEvidence(place, service)) ?? ''
  return text === '' ? [] : text.split('\n')
}

function nameOfEvidence(place: KeyPlace, service: string): string {
  return `${nameOfKey(place)}.${service}.evidence`
}
