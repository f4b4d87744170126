import { cancelLeaseForCall, type ChainAddresses, type ContractCall, dripCall, endForCall, readyCall } from '@infinitio/chain'
import type { LeaseRow } from '@infinitio/db'
import { address, leaseId, leaseTermsOf, unixSeconds } from '@infinitio/domain'
import { z } from 'zod'

const signature = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]+$/)])
const seconds = z.union([z.string(), z.number()]).transform((value) => unixSeconds(BigInt(value)))

/** What the API stores as a relay's payload, by kind. */
const payloadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), signedAt: seconds, signature }),
  z.object({ kind: z.literal('end'), accept: z.boolean(), expiry: seconds, signature }),
  z.object({ kind: z.literal('cancelLease'), expiry: seconds, signature }),
  z.object({ kind: z.literal('faucet'), account: z.string().transform(address) }),
])

/** A relay's message. */
export type RelayPayload = z.output<typeof payloadSchema>

/** Reads a relay's payload. Throws when the API stored something else than it promised. */
export function parseRelayPayload({ kind, payload }: { kind: string; payload: string }): RelayPayload {
  return payloadSchema.parse({ ...JSON.parse(payload), kind })
}

/** The contract call that brings a relay to the chain; null when it speaks of a lease that is not given, or of a faucet that is not there. */
export function relayCall(payload: RelayPayload, { addresses, lease }: { addresses: ChainAddresses; lease: LeaseRow | null }): ContractCall | null {
  const { market, faucet } = addresses
  if (payload.kind === 'faucet') return faucet === null ? null : dripCall({ faucet, account: payload.account })
  if (lease === null) return null
  const about = { market, leaseId: leaseId(lease.leaseId), terms: leaseTermsOf(lease) }
  switch (payload.kind) {
    case 'ready':
      return readyCall({ ...about, signedAt: payload.signedAt, signature: payload.signature })
    case 'end':
      return endForCall({ ...about, accept: payload.accept, expiry: payload.expiry, signature: payload.signature })
    case 'cancelLease':
      return cancelLeaseForCall({ ...about, expiry: payload.expiry, signature: payload.signature })
  }
}
