import { type OrderHash, orderHash } from '../ids/hashes.ts'
import { type Ask, askStruct } from './ask.ts'
import { type Bid, bidStruct } from './bid.ts'
import { type Mandate, mandateStruct } from './mandate.ts'
import type { Keccak } from '../hashing/keccak256.ts'
import { type SigningDomain, typedDataDigest } from '../structs/signingDomain.ts'
import { hashStruct } from '../structs/structType.ts'

/**
 * Returns the hash of an ask on one chain and contract. Its signature covers this hash. Vectors: `vectors/orders.json`. `keccak` defaults to this package's
 * function.
 */
export function hashAsk(ask: Ask, domain: SigningDomain, keccak?: Keccak): OrderHash {
  return orderHash(typedDataDigest(domain, hashStruct(askStruct, ask, keccak), keccak))
}

/**
 * Returns the hash of a bid on one chain and contract. Its signature covers this hash. Vectors: `vectors/orders.json`. `keccak` defaults to this package's
 * function.
 */
export function hashBid(bid: Bid, domain: SigningDomain, keccak?: Keccak): OrderHash {
  return orderHash(typedDataDigest(domain, hashStruct(bidStruct, bid, keccak), keccak))
}

/**
 * Returns the hash of a mandate (a provider's permission to sign asks) on one chain and contract. The signature of the mandate covers this hash. Vectors:
 * `vectors/orders.json`. `keccak` defaults to this package's function.
 */
export function hashMandate(mandate: Mandate, domain: SigningDomain, keccak?: Keccak): OrderHash {
  return orderHash(typedDataDigest(domain, hashStruct(mandateStruct, mandate, keccak), keccak))
}
