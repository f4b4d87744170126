/** Where an order stands, as pages show it. */
export type OrderState = 'open' | 'matched' | 'settled' | 'cancelled' | 'expired' | 'rejected' | 'abandoned'

/** One order as the matcher left it. `orderJson` and `mandateJson` are canonical JSON; price in PToken base units. */
export interface BookOrderRow {
  orderHash: string
  kind: 'ask' | 'bid'
  account: string
  nonce: bigint
  nodeId: string | null
  classId: number | null
  regionId: number | null
  pricePerGpuSecond: bigint
  gpus: number
  orderJson: string
  signature: string
  mandateJson: string | null
  mandateSignature: string | null
  state: OrderState
  code: string | null
  holdId: string | null
  expiry: bigint
  createdSeq: bigint
  createdAtMs: bigint
  /** What already happened to it since `createdSeq`; undefined or null leaves what stands there. */
  updatedSeq?: bigint
  matchId?: bigint | null
  leaseId?: bigint | null
}
