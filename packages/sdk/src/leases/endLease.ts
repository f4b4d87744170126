import { isErrorCode } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { draftEnd, getChain, getLease } from '../generated/calls.ts'
import { waitForRelay } from '../relays/waitForRelay.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'
import { waitUntil } from '../transport/waitUntil.ts'
import { signEndOrCancel } from './leaseMessages.ts'

/**
 * A request to end a lease, with the signer. With `accept: false`, pay that has not vested (about that of the last hour) is not paid yet: it waits one hour, in
 * which validators can still reduce it by a credit.
 */
export type EndRequest = { readonly leaseId: string; readonly signer: TypedDataSigner; readonly accept?: boolean }

const minedWithinSeconds = 60
const oftenMs = 250

/**
 * Ends a lease, or cancels a lease that is not ready, and waits for the chain. The client builds the message to sign from the terms of the lease, and does not
 * sign a draft of the server. If the lease becomes ready before the cancellation reaches the chain, signs and sends an end instead. Throws `lease.over` and the
 * relay's code.
 */
export async function end(transport: Transport, { leaseId, signer, accept = true }: EndRequest): Promise<{ relayId: string; lease: LeaseWire }> {
  const leaseWhen = (is: (lease: LeaseWire) => boolean) =>
    waitUntil(() => getLease(transport, leaseId), is, { timeoutSeconds: minedWithinSeconds, everyMs: oftenMs })
  const carry = async (lease: LeaseWire) => sendEnd(transport, { lease, signer, accept })
  const before = await getLease(transport, leaseId)
  if (isOver(before)) throw refusal('lease.over', { detail: `lease ${leaseId}` })
  const relayId = await carry(before).catch(async (error: unknown) => {
    if (before.state !== 'booked' || !(error instanceof InfinitioError) || error.code !== 'lease.already_ready') throw error
    return carry(await leaseWhen(({ state }) => state !== 'booked'))
  })
  return { relayId, lease: await leaseWhen(isOver) }
}

async function sendEnd(
  transport: Transport,
  { lease, signer, accept }: { lease: LeaseWire; signer: TypedDataSigner; accept: boolean },
): Promise<string> {
  const signed = await signEndOrCancel(signer, { lease, accept, chain: await getChain(transport) })
  if (signed.kind !== 'end' && signed.kind !== 'cancelLease' && signed.kind !== 'noShow') throw refusal('api.internal', { detail: signed.kind })
  const { leaseId, ...body } = signed
  const answer = await draftEnd(transport, { leaseId, body: { step: 'signed', ...body } })
  if (answer.step !== 'placed') throw refusal('api.internal', { detail: 'nothing was sent' })
  const { state, code } = await waitForRelay(transport, { relayId: answer.relayId, timeoutSeconds: minedWithinSeconds })
  if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: answer.relayId })
  return answer.relayId
}

function isOver({ state }: LeaseWire): boolean {
  return state === 'ended' || state === 'closed'
}
