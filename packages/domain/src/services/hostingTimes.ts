import { developmentChainId } from '../proofs/proofTimes.ts'

/** A hosting programme lasts this many days of the hosting pool (`PROGRAMME_DAYS` of the contract). */
export const hostingDays = 25
/** This many days after the first day of a hosting programme, its sponsor can get back the rest of the money (`REFUND_DAYS` of the contract). */
export const hostingRefundDays = 30

const secondsOfDay = 86_400
/** The length of a day of the hosting pool on the development chain, in seconds. It is short, so that a person sees payouts within an hour or two. */
const developmentSeconds = 3_600

/** Returns the length of a day of the hosting pool in seconds: 86,400, and 3,600 on the development chain. */
export function hostingDaySeconds(chainId: number): number {
  return chainId === developmentChainId ? developmentSeconds : secondsOfDay
}
