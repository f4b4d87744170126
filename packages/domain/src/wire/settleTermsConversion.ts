import type { SettleTerms } from '../fees/settleFee.ts'
import { pTokenUnits } from '../units/pTokenUnits.ts'
import type { ChainWire } from './chain.ts'

/** What `GET /chain` has of an operator's fees for settles. */
export type SettleTermsWire = Pick<ChainWire, 'relayFee' | 'leastLeaseValue' | 'smallLeaseFee'>

/** Reads an operator's fees for settles from `GET /chain`. */
export function settleTermsFromWire({ relayFee, leastLeaseValue, smallLeaseFee }: SettleTermsWire): SettleTerms {
  return {
    relayFee: pTokenUnits(BigInt(relayFee)),
    leastLeaseValue: pTokenUnits(BigInt(leastLeaseValue)),
    smallLeaseFee: pTokenUnits(BigInt(smallLeaseFee)),
  }
}

/** Spells an operator's fees for settles as `GET /chain` does. */
export function settleTermsToWire({ relayFee, leastLeaseValue, smallLeaseFee }: SettleTerms): SettleTermsWire {
  return { relayFee: relayFee.toString(), leastLeaseValue: leastLeaseValue.toString(), smallLeaseFee: smallLeaseFee.toString() }
}
