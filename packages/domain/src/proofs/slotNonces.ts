import type { Hex32 } from '../hashing/hex32.ts'
import type { Address } from '../ids/address.ts'
import { type CalledNonce, hashNonce, isCallSignature } from './proofCall.ts'

/** A member of the drawn committee. Its position in the committee is its place. Its stake is in PToken base units. */
export type DrawnTimer = { readonly account: Address; readonly stake: bigint }

/** A call on the board. The reader of the board has checked the timer's signature. */
export type BoardCall = Pick<CalledNonce, 'timer' | 'nonceHash' | 'doorHash' | 'signature'>

/** The receipt of one timer, which was on the board before z. The reader of the board has checked the timer's signature. */
export type BoardReceipt = {
  readonly timer: Address
  readonly nonce: Hex32
  /** Milliseconds until the message of each machine came, by the message's hash. */
  readonly times: ReadonlyMap<Hex32, number>
}

/** The messages of a slot's timers on the board. */
export type TimerBoard = {
  readonly slotHash: Hex32
  readonly timers: readonly DrawnTimer[]
  readonly calls: readonly BoardCall[]
  readonly receipts: readonly BoardReceipt[]
}

/**
 * Returns the nonces that count in a slot, in the sequence of the timers' places: of a drawn timer with a call in the only form that the contract takes, the nonce
 * that matches the call. So a timer cannot choose its nonce after it has seen an answer.
 */
export function slotNonces({ slotHash, timers, calls, receipts }: TimerBoard): CalledNonce[] {
  return timers.flatMap(({ account: timer }, place) => {
    const call = calls.find((it) => it.timer === timer)
    const receipt = receipts.find((it) => it.timer === timer)
    if (call === undefined || receipt === undefined || !isCallSignature(call.signature)) return []
    const { nonce } = receipt
    if (hashNonce({ timer, slotHash, nonce }) !== call.nonceHash) return []
    return [{ place, timer, nonce, nonceHash: call.nonceHash, doorHash: call.doorHash, signature: call.signature }]
  })
}
