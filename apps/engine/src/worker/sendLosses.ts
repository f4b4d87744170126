import { applyLossCall, applyOutageCall, attestationsAbi, attestCall, type ContractCall, formSetCall, silenceStatement } from '@infinitio/chain'
import type { Attestor } from '@infinitio/chain/node'
import { listLosses, listLossSignatures, type LossRow } from '@infinitio/db'
import { hex32, leaseTermsOf } from '@infinitio/domain'
import { traceOrder } from '@infinitio/process'
import type { Sender } from './sender.ts'
import { sendCall } from './sendCall.ts'
import { simulate } from './simulate.ts'
import { epochSeconds, lossProof, oldestSetSeconds } from './lossProof.ts'
import { claimed, takesWork } from './takeMarketWork.ts'
import { fullPowerSigners, waitsForFullPower } from './waitsForFullPower.ts'

const LOOK = 'losses'
const LOOK_EVERY_MS = 1_000
const LOSSES_AT_ONCE = 20
/** Milliseconds until the worker tries again. The chain's clock may be slightly behind the clock that was used to decide that a machine is lost. */
const RETRY_MS = 5_000
/** Milliseconds until the worker asks again for the signatures of other signers. */
const OTHERS_RETRY_MS = 10_000

/**
 * Ends leases on the chain if their node is lost, at the time of the node's last heartbeat. If a lease never began, records that the node was unreachable at
 * the start, so that the no-show pays compensation. Each lease needs two steps: first the worker submits the validators' signatures of a statement about the
 * lease, and once these are mined, it applies the statement. Each statement depends only on its stored row, so the attestor never signs two different ones.
 * Each call advances a lease by one step, and only one key works on a lease at a time.
 */
export async function sendLosses(sender: Sender, attestor: Attestor): Promise<void> {
  const { db, nowMs, retryAtMs, lookAtMs } = sender
  if ((lookAtMs.get(LOOK) ?? 0) > nowMs()) return
  lookAtMs.set(LOOK, nowMs() + LOOK_EVERY_MS)
  const losses = await listLosses(db, { limit: LOSSES_AT_ONCE })
  const due = losses.map(nameOf).filter((name) => (retryAtMs.get(name) ?? 0) <= nowMs())
  const run = async (names: string[]) => {
    // These losses are now reserved for this key. Before that, another key may have handled some of them, so list them again.
    for (const loss of await listLosses(db, { limit: LOSSES_AT_ONCE }))
      if (names.includes(nameOf(loss))) await traceOrder(loss.bidHash, () => sendStep(sender, attestor, loss))
  }
  await claimed(sender, { names: due, mayGoOn: () => takesWork(sender), run })
}

function nameOf({ leaseId }: LossRow): string {
  return `sweep/${leaseId}/loss`
}

async function sendStep(sender: Sender, attestor: Attestor, loss: LossRow): Promise<void> {
  const { logger, retryAtMs, nowMs } = sender
  const { leaseId } = loss
  const step = await nextStep(sender, attestor, loss)
  if (step === 'nothing') return void retryAtMs.set(nameOf(loss), nowMs() + OTHERS_RETRY_MS)
  if (step === null) {
    retryAtMs.set(nameOf(loss), nowMs() + OTHERS_RETRY_MS)
    return logger.warn({ leaseId }, 'a lost lease needs the signatures of other validators')
  }
  const { call, action } = step
  const trial = await simulate(sender, call)
  if (trial.ok) {
    await sendCall(sender, { call, gas: trial.gas, purpose: 'sweep', action, matchId: null, relayId: null, leaseId })
    return
  }
  retryAtMs.set(nameOf(loss), nowMs() + RETRY_MS)
  logger.info({ leaseId, action, code: trial.code }, 'the chain does not end a lost lease yet')
}

type Step = { call: ContractCall; action: 'formSet' | 'attestLoss' | 'applyLoss' | 'attestOutage' | 'applyOutage' }

/**
 * Returns the next transaction that reports a lost machine to the chain. Returns null while signatures of other validators are missing. Returns `nothing` if
 * there is nothing to report now: the outage is already recorded, or it has not ended yet.
 */
async function nextStep(sender: Sender, attestor: Attestor, loss: LossRow): Promise<Step | 'nothing' | null> {
  const { client, addresses, chainId } = sender
  const { attestations, market } = addresses
  const [node, start] = [hex32(loss.nodeId), loss.state === 'booked' ? loss.startAt : null]
  const statement = silenceStatement({ leaseId: loss.leaseId, node, since: loss.lostSince, start }, { market })
  if (statement === null) return 'nothing'
  const { kind, subject, root } = statement
  const read = { address: attestations, abi: attestationsAbi } as const
  const [{ timestamp }, attested, set, formableFrom] = await Promise.all([
    client.getBlock({ blockTag: 'pending' }),
    client.readContract({ ...read, functionName: 'attestedOf', args: [subject] }),
    client.readContract({ ...read, functionName: 'currentSet' }),
    client.readContract({ ...read, functionName: 'formableFrom' }),
  ])
  const hour = timestamp / epochSeconds
  if (kind === 'outage') {
    const { outage } = statement
    const isRecorded = await client.readContract({ ...read, functionName: 'unreachableAt', args: [node, outage.until - 1n] })
    if (isRecorded || outage.until >= timestamp) return 'nothing'
  }
  const isAttested = attested.root === root && attested.epoch + 1n >= hour
  if (isAttested && (attested.full || (kind === 'loss' && timestamp >= BigInt(attested.appliesFrom))))
    return kind === 'loss'
      ? { action: 'applyLoss', call: applyLossCall({ attestations, statement: statement.loss, terms: leaseTermsOf(loss) }) }
      : { action: 'applyOutage', call: applyOutageCall({ attestations, subject, statement: statement.outage }) }
  const isOld = timestamp > BigInt(set.formedAt) + oldestSetSeconds
  if (isOld && timestamp >= formableFrom) return { action: 'formSet', call: formSetCall({ attestations }) }
  const asked = { leaseId: loss.leaseId, set, at: { chainId, attestations }, list: listLossSignatures }
  // If somebody submitted a root with too few signatures, the contract takes it again for the same epoch with full power, or for a later one.
  for (const epoch of isAttested ? new Set([attested.epoch, hour]) : [hour]) {
    const proof = await lossProof(sender, attestor, { ...asked, root: { setHash: set.setHash, subject, epoch, root } })
    // The contract records an outage only if at least four validators signed, because the record leads to compensation.
    if (proof === null || ((kind === 'outage' || isAttested) && proof.signatures.length < fullPowerSigners)) continue
    if (waitsForFullPower(sender, nameOf(loss), proof)) return null
    return { action: kind === 'loss' ? 'attestLoss' : 'attestOutage', call: attestCall({ attestations, subject, epoch, root, proof }) }
  }
  return null
}
