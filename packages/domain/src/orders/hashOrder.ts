import { type OrderHash, orderHash } from '../ids/orderHash.ts'
import { type Ask, askType } from './ask.ts'
import { type Bid, bidType } from './bid.ts'
import { type Mandate, mandateType } from './mandate.ts'
import { type SigningDomain, typedDataDigest } from './signingDomain.ts'
import { hashStruct } from './structType.ts'

/** Hash of an ask on one chain and contract: the digest its signature covers. Vectors: `vectors/orders.json`. */
export function hashAsk(ask: Ask, domain: SigningDomain): OrderHash {
  return orderHash(typedDataDigest(domain, hashStruct(askType, ask)))
}

/** Hash of a bid on one chain and contract: the digest its signature covers. Vectors: `vectors/orders.json`. */
export function hashBid(bid: Bid, domain: SigningDomain): OrderHash {
  return orderHash(typedDataDigest(domain, hashStruct(bidType, bid)))
}

/** Hash of a mandate on one chain and contract: the digest its signature covers. Vectors: `vectors/orders.json`. */
export function hashMandate(mandate: Mandate, domain: SigningDomain): OrderHash {
  return orderHash(typedDataDigest(domain, hashStruct(mandateType, mandate)))
}
