import type { Address, ServiceId } from '@infinitio/domain'
import { type OwedFigure, owedPath, readOwedFigure } from '@infinitio/services'
import { readChainId } from '../chain/readChainId.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { readShortText } from '../transport/readShortText.ts'
import { curveSignatures } from './paid/curveSignatures.ts'
import { readOffers } from './paid/readOffers.ts'

/**
 * The answer of a service to the question what it holds and has not settled. `unasked`: the caller may not send requests to its URL, or its terms cannot be
 * read. `silent`: it did not answer, or has an older version. `untrusted`: the response key of its terms did not sign the answer, or the answer is too old.
 */
export type OwedAnswer =
  | ({ readonly kind: 'reported' } & OwedFigure)
  | { readonly kind: 'unasked' | 'silent' | 'untrusted'; readonly service: ServiceId }

type Asking = {
  readonly ledger: Address
  readonly services: readonly ServiceId[]
  /** Returns true for a URL to which the caller may send requests. */
  readonly mayCall: (url: string) => boolean
  /** Sends a GET. The default is `fetch`. */
  readonly get?: (url: string, signal: AbortSignal) => Promise<{ readonly status: number; readonly text: string }>
}

const withinMs = 10_000
const mostChars = 2_048

/**
 * Asks services what they hold and have not settled. Reads URL and response key of each service from the chain, so that no market and no gateway can make up a
 * figure. Throws `chain.rpc_silent`.
 */
export async function askOwed(access: ExitAccess, { ledger, services, mayCall, get = getByFetch }: Asking): Promise<OwedAnswer[]> {
  if (services.length === 0) return []
  const [offers, chainId] = await Promise.all([readOffers(access, { ledger, services: new Set(services) }), readChainId(access)])
  return await Promise.all(
    services.map(async (service): Promise<OwedAnswer> => {
      const offer = offers.get(service)
      if (offer === undefined || !mayCall(offer.url)) return { kind: 'unasked', service }
      const url = `${offer.url.replace(/\/v1\/?$/, '')}${owedPath}`
      const answer = await get(url, AbortSignal.timeout(withinMs)).catch(() => null)
      if (answer === null || answer.status !== 200) return { kind: 'silent', service }
      const figure = readOwedFigure(answer.text.slice(0, mostChars), {
        ...{ service, responseKey: offer.responseKey, domain: { chainId, ledger }, nowMs: Date.now() },
        recover: curveSignatures.recover,
      })
      return figure === null ? { kind: 'untrusted', service } : { kind: 'reported', ...figure }
    }),
  )
}

async function getByFetch(url: string, signal: AbortSignal) {
  const answer = await fetch(url, { redirect: 'error', signal })
  return { status: answer.status, text: answer.body === null ? '' : await readShortText(answer.body) }
}
