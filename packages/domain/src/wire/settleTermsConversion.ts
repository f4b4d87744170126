import type { SettleTerms } from '../fees/settleFee.ts'
import { pTokenUnits } from '../units/pTokenUnits.ts'
import type { ChainWire } from './chain.ts'

/** An operator's fees for settles in the form of `GET /chain`. */
export type SettleTermsWire = Pick<ChainWire, 'relayFee' | 'leastLeaseValue' | 'smallLeaseFee'>

/** Parses an operator's fees for settles from `GET /chain`. */
export function settleTermsFromWire({ relayFee, leastLeaseValue, smallLeaseFee }: SettleTermsWire): SettleTerms {
  return {
    relayFee: pTokenUnits(BigInt(relayFee)),
    leastLeaseValue: pTokenUnits(BigInt(leastLeaseValue)),
    smallLeaseFee: pTokenUnits(BigInt(smallLeaseFee)),
  }
}

/** Returns an operator's fees for settles in the form of `GET /chain`. */
export function settleTermsToWire({ relayFee, leastLeaseValue, smallLeaseFee }: SettleTerms): SettleTermsWire {
  return { relayFee: relayFee.toString(), leastLeaseValue: leastLeaseValue.toString(), smallLeaseFee: smallLeaseFee.toString() }
}
