import { type ChainWire, pairingOfferText, type PairingOfferWire, type PairingWire } from '@infinitio/domain/wire'
import { InfinitioError, refusal } from '@infinitio/sdk'
import { type BrowserPairing, linkedCharacters, type PairingLink, randomHex32, readLinkedPairing, takeLink } from '@infinitio/sdk/pairing'
import { useMutation, useQuery } from '@tanstack/react-query'
import { hex32, pairingKeys } from '@infinitio/domain'
import { storedPairing, storePairing } from '#web/features/pairing/storedPairing.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

const lookEveryMs = 2_000

/**
 * A pairing of a machine and a wallet as this browser sees it. `own` is this browser's part of the pairing, null until the browser has taken the link.
 * `characters` are the characters that the user compares with the machine's terminal, null until the machine has answered.
 */
export type SeenPairing = { readonly pairing: PairingWire; readonly own: BrowserPairing | null; readonly characters: string | null }

/** Returns true if this error ends the pairing. After any other error, such as while the market restarts, the page tries again. */
export const isRefused = (error: unknown): boolean => error instanceof InfinitioError && error.code.startsWith('node.pairing')

/**
 * Asks repeatedly for the state of the pairing that a link began, and can take the link for the signed-in account. Checks every answer with the link's secret,
 * because the market is not trusted.
 */
export function usePairing({ link, chain, account }: { link: PairingLink; chain: ChainWire; account: string | null }) {
  const { pairingId } = pairingKeys(link.secret)
  const query = useQuery({
    queryKey: ['pairing', pairingId, account],
    queryFn: async (): Promise<SeenPairing> => {
      const pairing = await readLinkedPairing(browserApi, { link, chain })
      return { pairing, ...ownPart(pairing, { link, account }) }
    },
    refetchInterval: ({ state }) => (isRefused(state.error) || state.data?.pairing.permission ? false : lookEveryMs),
    retry: false,
  })
  const taking = useMutation({
    mutationFn: async ({ pairing }: SeenPairing) => {
      if (account === null) throw new Error('unreachable: the button needs a wallet')
      const kept = keptNonce(link, pairing.offer)
      const { browserNonce } = kept === null || kept === 'changed' ? makeNonce(link, pairing.offer) : kept
      await takeLink(browserApi, { link, account, browserNonce })
      await query.refetch()
    },
  })
  return { query, taking }
}

function ownPart(pairing: PairingWire, { link, account }: { link: PairingLink; account: string | null }): Omit<SeenPairing, 'pairing'> {
  const { claim, machineNonce, offer } = pairing
  if (claim === null) return { own: null, characters: null }
  const own = keptNonce(link, offer)
  if (own === 'changed') throw refusal('node.pairing_changed', { detail: "the machine's details" })
  if (own === null || own.browserNonce !== claim.browserNonce) throw refusal('node.pairing_used', { detail: claim.account })
  if (account === null || account !== claim.account) return { own: null, characters: null }
  return { own, characters: linkedCharacters(own, { account, machineNonce }) }
}

/**
 * Returns the random number (nonce) that this browser made for a link, so that a person who closed the page continues with the same link. Returns null if
 * `makeNonce` was not called yet. The nonce belongs to the machine's data at the time when it was made. Returns `changed` if the data has changed since, because
 * the market may have chosen new data that fits the nonce.
 */
function keptNonce(link: PairingLink, offer: PairingOfferWire): BrowserPairing | 'changed' | null {
  const kept = storedPairing(window.localStorage, pairingKeys(link.secret).pairingId)
  if (kept === null) return null
  return kept.offer === pairingOfferText(offer) ? { link, offer, browserNonce: hex32(kept.browserNonce) } : 'changed'
}

/** Makes this browser's random number (nonce) for the machine's data, and stores both in the browser. */
function makeNonce(link: PairingLink, offer: PairingOfferWire): BrowserPairing {
  const own = { link, offer, browserNonce: randomHex32() }
  storeConfirmation(own, null)
  return own
}

/**
 * Stores in this browser which six characters the person confirmed, or null for none. The characters depend on both nonces, the wallet and the machine's key, so
 * a confirmation never holds for another pairing.
 */
export function storeConfirmation({ link, offer, browserNonce }: BrowserPairing, confirmed: string | null): void {
  const { pairingId } = pairingKeys(link.secret)
  storePairing(window.localStorage, { pairingId, browserNonce, offer: pairingOfferText(offer), confirmed }, Date.now())
}

/** Returns true if the person confirmed these six characters in this browser, also in a tab that is closed now. */
export function isConfirmed({ link }: BrowserPairing, characters: string | null): boolean {
  return characters !== null && storedPairing(window.localStorage, pairingKeys(link.secret).pairingId)?.confirmed === characters
}
