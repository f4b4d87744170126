import type { ChainWire } from '@infinitio/domain/wire'
import { leastPayment, type LeastPaymentInput } from '@infinitio/sdk'
import { useLeastText } from '#web/parts/price/useLeastText.ts'

type LeastLineProps = {
  readonly lease: LeastPaymentInput
  readonly chain: ChainWire
  /** True if the lease starts later. The renter can then cancel it first, so the line shows the cost only if the renter does not. */
  readonly isLater: boolean
}

/** The line below a bill that shows the lowest cost of the lease, and the reason for it. */
export function LeastLine({ lease, chain, isLater }: LeastLineProps) {
  const leastText = useLeastText()
  return <p className="t13 mt-2">{leastText({ ...lease, isLater, least: leastPayment(lease, chain).amount })}</p>
}
