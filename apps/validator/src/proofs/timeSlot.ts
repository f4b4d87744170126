import {
  developmentChainId,
  hashDoor,
  hashNonce,
  hashProofCall,
  hashReceipts,
  hashTimerReceipt,
  noncesAfterMs,
  proofLimits,
  zDelaySeconds,
} from '@infinitio/domain/proofs'
import { InfinitioError } from '@infinitio/sdk/emission'
import { postProofCall, postProofReceipts } from '@infinitio/sdk/proofs'
import { privateKeyToAccount } from 'viem/accounts'
import type { OpenValidator } from '../validator/validator.ts'
import type { KeptSlot } from '../validator/keptSlots.ts'
import { receivedCommits } from './receivedCommits.ts'
import { committeeOfSlot, signingDomain } from './slotFacts.ts'

/**
 * Error codes with which the API says that it will never accept this message of a timer (a validator that measures when proofs arrive), so that it is not sent
 * again.
 */
const tooLate = ['proof.too_late', 'proof.no_slot', 'proof.twice', 'proof.not_timer', 'proof.wrong_nonce']

/**
 * Asks the machines of the market to send their commitments to this validator's server. Does so only if the validator is selected to measure this proof slot
 * (is a timer of it) and has a server. The validator's nonce was stored on disk before. Throws the errors of the API and the chain.
 */
export async function callSlot(validator: OpenValidator, slot: KeptSlot): Promise<KeptSlot> {
  const { address, opened, privateKey, proofs, logger } = validator
  const { kept, door } = proofs
  const [domain, committee] = [await signingDomain(validator), await committeeOfSlot(validator, slot)]
  // A chain node that lags behind may show no validator set at first. Ask again as long as the API accepts calls to the machines.
  if (committee === null && Date.now() < slot.seenAt + zDelaySeconds * 1_000) return slot
  const timers = committee?.timers ?? []
  const isDrawn = timers.length <= proofLimits.timers && timers.some(({ account }) => account === address)
  if (door === null || domain === null || !isDrawn) return sitOut(validator, slot)
  const { slotHash, nonce } = slot
  const nonceHash = hashNonce({ timer: address, slotHash, nonce })
  const hash = hashProofCall({ slot: slot.slot, slotHash, nonceHash, doorHash: hashDoor(door.url) }, domain)
  const signature = await privateKeyToAccount(privateKey).sign({ hash })
  const call = { slot: Number(slot.slot), slotHash, timer: address, nonceHash, door: door.url, signature }
  const isPosted = await isTaken(validator, slot, () => postProofCall(opened.access.transport, call))
  if (isPosted) logger.info({ slot: slot.slot, door: door.url }, 'machines are called to prove')
  return isPosted ? kept.put(slot, { phase: 'called' }) : sitOut(validator, slot)
}

/**
 * Skips the measurement of a slot. There are three reasons: this validator was not selected to measure the slot (it is not a timer), it has no server, or the
 * API rejected its call to the machines. Its server then accepts no commitments for the slot.
 */
function sitOut({ proofs }: OpenValidator, slot: KeptSlot): KeptSlot {
  proofs.door?.shut(slot.slotHash)
  return proofs.kept.put(slot, { phase: 'shown' })
}

/**
 * When the time for commitments is over, stores when each commitment arrived. Only after that may this validator reveal its nonce, because then no machine can
 * still choose its answer. A validator that restarted in between has no arrival times, so it will only reveal its nonce. Throws the errors of the chain.
 */
export async function closeSlot(validator: OpenValidator, slot: KeptSlot): Promise<KeptSlot> {
  const { opened, proofs, logger } = validator
  const usualMs = noncesAfterMs(opened.chainId)
  // On a real chain, ignore the setting `PROOF_WINDOW_MS`. A nonce that is revealed too early would let machines choose their answer.
  const windowMs = opened.chainId === developmentChainId ? (proofs.windowMs ?? usualMs) : usualMs
  const seenMs = proofs.seenMs.get(slot.slotHash)
  // Use the monotonic clock: somebody who sets this computer's clock forward must not end the time early. After a restart, only this computer's clock can be
  // used.
  if (seenMs === undefined ? Date.now() < slot.seenAt + windowMs : performance.now() < seenMs + windowMs) return slot
  const domain = await signingDomain(validator)
  const arrived = proofs.door?.shut(slot.slotHash) ?? { checked: [], waiting: [] }
  const received =
    domain === null || seenMs === undefined
      ? []
      : await receivedCommits(validator, { slot, arrived, seenMs, domain }).catch((error: unknown) => {
          logger.warn({ err: error, slot: slot.slot }, 'commits of a slot could not be checked')
          return []
        })
  logger.info(
    { slot: slot.slot, commits: received.length, checked: arrived.checked.length, waiting: arrived.waiting.length },
    'the time for commits is over',
  )
  return proofs.kept.put(slot, { phase: 'received', received })
}

/** Reveals this validator's nonce for a proof slot, and reports when each commitment arrived. Throws the errors of the API and the chain. */
export async function showReceipt(validator: OpenValidator, slot: KeptSlot): Promise<KeptSlot> {
  const { address, opened, privateKey, proofs, logger } = validator
  const domain = await signingDomain(validator)
  if (domain === null) return proofs.kept.put(slot, { phase: 'over' })
  const { slotHash, nonce, received } = slot
  const hash = hashTimerReceipt({ slot: slot.slot, slotHash, nonce, receipts: hashReceipts(received) }, domain)
  const signature = await privateKeyToAccount(privateKey).sign({ hash })
  const body = { slot: Number(slot.slot), slotHash, timer: address, nonce, receipts: received.map((it) => ({ ...it })), signature }
  if (await isTaken(validator, slot, () => postProofReceipts(opened.access.transport, body))) logger.info({ slot: slot.slot }, 'the nonce is shown')
  return proofs.kept.put(slot, { phase: 'shown' })
}

/** Posts a message. Returns false if the API rejected it and a repetition would be rejected, too. Throws all other errors. */
async function isTaken({ logger }: OpenValidator, { slot }: KeptSlot, post: () => Promise<unknown>): Promise<boolean> {
  try {
    await post()
    return true
  } catch (error) {
    if (!(error instanceof InfinitioError) || !tooLate.includes(error.code)) throw error
    logger.warn({ slot, code: error.code }, 'the board does not take a message of this slot')
    return false
  }
}
