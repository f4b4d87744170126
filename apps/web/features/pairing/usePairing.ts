import type { ChainWire, PairingWire } from '@infinitio/domain/wire'
import { InfinitioError, refusal } from '@infinitio/sdk'
import { type BrowserPairing, linkedCharacters, type PairingLink, readLinkedPairing, takeLink } from '@infinitio/sdk/pairing'
import { useMutation, useQuery } from '@tanstack/react-query'
import { pairingKeys } from '@infinitio/domain'
import { keptNonce, makeNonce } from '#web/features/pairing/browserNonce.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

const lookEveryMs = 2_000

/** A pairing as this browser sees it. `own` is null until this browser took the link, `characters` until the machine answered after that. */
export type SeenPairing = { readonly pairing: PairingWire; readonly own: BrowserPairing | null; readonly characters: string | null }

/** Whether an error ends the pairing. While the market restarts or the network is away, the page tries again. */
export const isRefused = (error: unknown): boolean => error instanceof InfinitioError && error.code.startsWith('node.pairing')

/** Follows the pairing of a link, and takes the link for the signed-in account. Everything that comes from the market is checked. */
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
