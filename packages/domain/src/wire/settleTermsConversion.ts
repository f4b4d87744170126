import type { SettleTerms } from '../fees/settleFee.ts'
import { pTokenUnits } from '../units/pTokenUnits.ts'
import type { ChainWire } from './chain.ts'

/** An operator's fees for settling matches (pairs of ask and bid), in the form of `GET /chain`. */
export type SettleTermsWire = Pick<ChainWire, 'relayFee' | 'leastLeaseValue' | 'smallLeaseFee'>

/** Converts an operator's fees for settling matches (pairs of ask and bid) from the form of `GET /chain`. */
export function settleTermsFromWire({ relayFee, leastLeaseValue, smallLeaseFee }: SettleTermsWire): SettleTerms {
  return {
    relayFee: pTokenUnits(BigInt(relayFee)),
    leastLeaseValue: pTokenUnits(BigInt(leastLeaseValue)),
    smallLeaseFee: pTokenUnits(BigInt(smallLeaseFee)),
  }
}

/** Converts an operator's fees for settling matches (pairs of ask and bid) into the form of `GET /chain`. */
export function settleTermsToWire({ relayFee, leastLeaseValue, smallLeaseFee }: SettleTerms): SettleTermsWire {
  return { relayFee: relayFee.toString(), leastLeaseValue: leastLeaseValue.toString(), smallLeaseFee: smallLeaseFee.toString() }
}
