import type { SettledSums } from '@infinitio/db'
import type { SettledSumsWire } from '@infinitio/domain/wire'

/** Sums of zero, for a period without closed leases. */
export const noSums: SettledSums = { leases: 0n, gpuSeconds: 0n, pay: 0n, fee: 0n, refund: 0n, compensation: 0n }

/** Converts the sums of settled leases into the API's form. */
export function settledSumsWire({ leases, gpuSeconds, pay, fee, refund, compensation }: SettledSums): SettledSumsWire {
  return {
    leases: Number(leases),
    gpuSeconds: gpuSeconds.toString(),
    pay: pay.toString(),
    fee: fee.toString(),
    earned: (pay - fee).toString(),
    refund: refund.toString(),
    compensation: compensation.toString(),
  }
}

/** Adds the sums of several periods or nodes. Uses integers, so nothing is rounded. */
export function addedUp(all: readonly SettledSums[]): SettledSums {
  return all.reduce(
    (sum, one) => ({
      leases: sum.leases + one.leases,
      gpuSeconds: sum.gpuSeconds + one.gpuSeconds,
      pay: sum.pay + one.pay,
      fee: sum.fee + one.fee,
      refund: sum.refund + one.refund,
      compensation: sum.compensation + one.compensation,
    }),
    noSums,
  )
}
