import { applyCreditCall, attestationsAbi, attestCall, type ContractCall, creditLeaf, creditSubject, formSetCall } from '@infinitio/chain'
import type { Attestor } from '@infinitio/chain/node'
import { listCreditSignatures, listOpenCredits, listSweptLeases, type OpenCreditRow } from '@infinitio/db'
import { leaseTermsOf } from '@infinitio/domain'
import { traceOrder } from '@infinitio/process'
import { epochSeconds, lossProof, oldestSetSeconds } from './lossProof.ts'
import { sendCall } from './sendCall.ts'
import type { Sender } from './sender.ts'
import { simulate } from './simulate.ts'
import { claimed, takesWork } from './takeMarketWork.ts'
import { fullPowerSigners, waitsForFullPower } from './waitsForFullPower.ts'

const LOOK = 'credits'
const LOOK_EVERY_MS = 2_000
const CREDITS_AT_ONCE = 20
/** Milliseconds until a failed credit is tried again. Some credits fail each time, because the provider was already paid for those seconds. */
const RETRY_MS = 10_000

/**
 * Reduces the bills of leases by the seconds in which nobody could reach the machine, if that was not the renter's fault. First it submits the validators'
 * signatures of a statement about the lease; once these are mined, it applies the statement. The statement depends only on stored rows, so the attestor never
 * signs two different statements about one incident. Each call advances a lease by one step, and only one key works on a lease at a time.
 */
export async function sendCredits(sender: Sender, attestor: Attestor): Promise<void> {
  const { db, nowMs, lookAtMs } = sender
  if ((lookAtMs.get(LOOK) ?? 0) > nowMs()) return
  lookAtMs.set(LOOK, nowMs() + LOOK_EVERY_MS)
  // Skip leases that must wait before they are tried again: signatures are missing, or the chain does not credit the seconds yet. Otherwise, the oldest of
  // these leases would fill the list and hide all others.
  const except = waitingLeases(sender)
  const found = await listOpenCredits(db, { limit: CREDITS_AT_ONCE, except })
  const due = found.map(nameOf)
  const run = async (names: string[]) => {
    // These credits are now reserved for this key. Before that, another key may have sent some of them, so list them again.
    const only = found.filter((credit) => names.includes(nameOf(credit))).map(({ leaseId }) => leaseId)
    const credits = await listOpenCredits(db, { limit: CREDITS_AT_ONCE, only })
    const swept = await listSweptLeases(db, { leaseIds: credits.map(({ leaseId }) => leaseId) })
    for (const credit of credits) if (!swept.includes(credit.leaseId)) await traceOrder(credit.bidHash, () => sendStep(sender, attestor, credit))
  }
  await claimed(sender, { names: due, mayGoOn: () => takesWork(sender), run })
}

function nameOf({ leaseId }: Pick<OpenCreditRow, 'leaseId'>): string {
  return `sweep/${leaseId}/credit`
}

const creditName = /^sweep\/(\d+)\/credit$/

/** Returns the leases with a credit that must wait before it is tried again. */
function waitingLeases({ retryAtMs, nowMs }: Sender): bigint[] {
  return [...retryAtMs].flatMap(([name, atMs]) => {
    const leaseId = creditName.exec(name)?.[1]
    return leaseId === undefined || atMs <= nowMs() ? [] : [BigInt(leaseId)]
  })
}

async function sendStep(sender: Sender, attestor: Attestor, credit: OpenCreditRow): Promise<void> {
  const { logger, retryAtMs, nowMs } = sender
  const { leaseId } = credit
  retryAtMs.set(nameOf(credit), nowMs() + RETRY_MS)
  const step = await nextStep(sender, attestor, credit)
  if (step === null) return logger.info({ leaseId }, 'a credit needs the signatures of other validators')
  const { call, action } = step
  const trial = await simulate(sender, call)
  if (!trial.ok) return logger.info({ leaseId, action, code: trial.code }, 'the chain does not credit a lease yet')
  retryAtMs.delete(nameOf(credit))
  await sendCall(sender, { call, gas: trial.gas, purpose: 'sweep', action, matchId: null, relayId: null, leaseId })
}

type Step = { call: ContractCall; action: 'formSet' | 'attestCredit' | 'applyCredit' }

/** Returns the next transaction that a credit needs, or null if signatures of other validators are missing. */
async function nextStep(sender: Sender, attestor: Attestor, credit: OpenCreditRow): Promise<Step | null> {
  const { client, addresses, chainId } = sender
  const { attestations, market } = addresses
  const statement = { market, leaseId: credit.leaseId, seconds: credit.owedSeconds }
  const [subject, root] = [creditSubject(statement), creditLeaf(statement)]
  const read = { address: attestations, abi: attestationsAbi } as const
  const [{ timestamp }, attested, set, formableFrom] = await Promise.all([
    client.getBlock({ blockTag: 'pending' }),
    client.readContract({ ...read, functionName: 'attestedOf', args: [subject] }),
    client.readContract({ ...read, functionName: 'currentSet' }),
    client.readContract({ ...read, functionName: 'formableFrom' }),
  ])
  const isAttested = attested.root === root
  if (isAttested && (attested.full || timestamp >= BigInt(attested.appliesFrom)))
    return { action: 'applyCredit', call: applyCreditCall({ attestations, statement, terms: leaseTermsOf(credit) }) }
  if (timestamp > BigInt(set.formedAt) + oldestSetSeconds && timestamp >= formableFrom)
    return { action: 'formSet', call: formSetCall({ attestations }) }
  const hour = timestamp / epochSeconds
  const asked = { leaseId: credit.leaseId, set, at: { chainId, attestations }, list: listCreditSignatures }
  // If somebody submitted the root with too few signatures, the contract takes it again for the same epoch with full power, or for a later one.
  for (const epoch of isAttested ? new Set([attested.epoch, hour]) : [hour]) {
    const proof = await lossProof(sender, attestor, { ...asked, root: { setHash: set.setHash, subject, epoch, root } })
    if (proof === null || (isAttested && proof.signatures.length < fullPowerSigners)) continue
    // With fewer than four signers, the contract first pays the provider for the time that it could already take, so the renter gets less back.
    if (waitsForFullPower(sender, nameOf(credit), proof)) return null
    return { action: 'attestCredit', call: attestCall({ attestations, subject, epoch, root, proof }) }
  }
  return null
}
