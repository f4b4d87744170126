import type { ChainWire } from '@infinitio/domain/wire'
import { leastPayment, type LeastPaymentInput } from '@infinitio/sdk'
import { useLeastText } from '#web/parts/price/useLeastText.ts'

/** The line below a bill that shows the lowest cost of the lease, and the reason for it. */
export function LeastLine({ lease, chain }: { readonly lease: LeastPaymentInput; readonly chain: ChainWire }) {
  const leastText = useLeastText()
  return <p className="t13 mt-2">{leastText({ ...lease, least: leastPayment(lease, chain).amount })}</p>
}
