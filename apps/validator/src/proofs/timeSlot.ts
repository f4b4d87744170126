import {
  developmentChainId,
  hashDoor,
  hashNonce,
  hashProofCall,
  hashReceipts,
  hashTimerReceipt,
  noncesAfterMs,
  proofLimits,
} from '@infinitio/domain/proofs'
import { InfinitioError } from '@infinitio/sdk/emission'
import { postProofCall, postProofReceipts } from '@infinitio/sdk/proofs'
import { privateKeyToAccount } from 'viem/accounts'
import type { OpenValidator } from '../validator/validator.ts'
import type { KeptSlot } from '../validator/keptSlots.ts'
import { receivedCommits } from './receivedCommits.ts'
import { signingDomain, timersOf } from './slotFacts.ts'

/** The board takes no more messages of a timer. */
const tooLate = ['proof.too_late', 'proof.no_slot', 'proof.twice', 'proof.not_timer', 'proof.wrong_nonce']

/** Calls the market's machines to this validator's door, if it is a timer of the slot and has one. Its nonce is already on disk. Throws the errors of API and chain. */
export async function callSlot(validator: OpenValidator, slot: KeptSlot): Promise<KeptSlot> {
  const { address, opened, privateKey, proofs, logger } = validator
  const { kept, door } = proofs
  const [domain, timers] = [await signingDomain(validator), await timersOf(validator, slot)]
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

/** Takes no commits of a slot that this validator does not time. */
function sitOut({ proofs }: OpenValidator, slot: KeptSlot): KeptSlot {
  proofs.door?.shut(slot.slotHash)
  return proofs.kept.put(slot, { phase: 'shown' })
}

/**
 * After the longest window, stores which commits came when. Then no machine can still choose its answer when it sees the nonce. A validator that was restarted since
 * its call knows no times, and shows its nonce only. Throws the errors of the chain.
 */
export async function closeSlot(validator: OpenValidator, slot: KeptSlot): Promise<KeptSlot> {
  const { opened, proofs, logger } = validator
  const usualMs = noncesAfterMs(opened.chainId)
  // A nonce that is shown earlier would let machines choose their answer.
  const windowMs = opened.chainId === developmentChainId ? (proofs.windowMs ?? usualMs) : usualMs
  const seenMs = proofs.seenMs.get(slot.slotHash)
  // A clock that is set forward must not end the window. Only after a restart nothing else is known.
  if (seenMs === undefined ? Date.now() < slot.seenAt + windowMs : performance.now() < seenMs + windowMs) return slot
  const domain = await signingDomain(validator)
  const arrived = proofs.door?.shut(slot.slotHash) ?? []
  const received =
    domain === null || seenMs === undefined
      ? []
      : await receivedCommits(validator, { slot, arrived, seenMs, domain }).catch((error: unknown) => {
          logger.warn({ err: error, slot: slot.slot }, 'commits of a slot could not be checked')
          return []
        })
  logger.info({ slot: slot.slot, commits: received.length, messages: arrived.length }, 'the time for commits is over')
  return proofs.kept.put(slot, { phase: 'received', received })
}

/** Shows the nonce, and when which commit came. Throws the errors of API and chain. */
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

/** Returns false if the board does not take the message and never will. Throws all other errors. */
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
