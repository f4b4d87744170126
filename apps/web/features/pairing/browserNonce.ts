import { type BrowserPairing, type PairingLink, randomHex32 } from '@infinitio/sdk/pairing'
import { hex32, pairingKeys } from '@infinitio/domain'
import { type PairingOfferWire, pairingOfferText } from '@infinitio/domain/wire'

const keyOf = (link: PairingLink): string => `infinitio.pairing.${pairingKeys(link.secret).pairingId}`

type Kept = { readonly browserNonce: string; readonly offer: string }

/**
 * Returns the nonce that this tab made for a link, so that a reload continues the pairing; null before `makeNonce`. Returns `changed` if the market
 * shows another offer than the one for which the nonce was made: it may have chosen the offer to fit the nonce.
 */
export function keptNonce(link: PairingLink, offer: PairingOfferWire): BrowserPairing | 'changed' | null {
  const text = sessionStorage.getItem(keyOf(link))
  if (text === null) return null
  const kept = JSON.parse(text) as Kept
  return kept.offer === pairingOfferText(offer) ? { link, offer, browserNonce: hex32(kept.browserNonce) } : 'changed'
}

/** Makes the nonce of this tab for an offer and keeps it. */
export function makeNonce(link: PairingLink, offer: PairingOfferWire): BrowserPairing {
  const browserNonce = randomHex32()
  sessionStorage.setItem(keyOf(link), JSON.stringify({ browserNonce, offer: pairingOfferText(offer) } satisfies Kept))
  return { link, offer, browserNonce }
}
