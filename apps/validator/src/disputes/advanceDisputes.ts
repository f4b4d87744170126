import { disputeCourtAbi, readCourt, readDispute, readDisputeCount } from '@infinitio/chain'
import { type Address, type TrialAct, trialMoment } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round, type Validator } from '../validator/validator.ts'

/** The fields of a validator that are needed to send the next steps of disputes. */
type Advancer = Pick<Validator, 'address' | 'privateKey' | 'client' | 'logger' | 'isTurn' | 'disputes'> & {
  readonly opened: Pick<OpenValidator['opened'], 'addresses'>
}

const steps = ['request', 'draw', 'count', 'lapse', 'execute'] as const satisfies readonly TrialAct[]

/** A step of a dispute that the contract rejected is tried again after this many seconds. For example, a jury may have to wait for a random seed. */
const againAfterSeconds = 60n
/**
 * After this many milliseconds, no further step is started. A validator that spends half an hour here could not reveal its part of the random seed in time and
 * would lose its bond.
 */
const longestMs = 15_000

/**
 * Sends the next steps that are due in open disputes, if it is this validator's turn. Works for about 15 seconds at most; the next call continues with the
 * remaining disputes. Anyone may send these steps, but validators send them promptly: the random seed of the hour decides who is selected for a jury, so a
 * party of the dispute could otherwise wait for an hour with a convenient seed. A failed step is logged and does not stop other disputes. Throws the errors of
 * the chain before the first step.
 */
export async function advanceDisputes(validator: Advancer, round: Pick<Round, 'set'>, { now = Date.now } = {}): Promise<void> {
  const { client, opened, disputes, logger } = validator
  if (!hasTurn(validator, round)) return
  const startedAt = now()
  const court = await readCourt(client, opened.addresses.directory)
  if (court === null) return
  const last = await readDisputeCount(client, court)
  const { timestamp } = await client.getBlock({ blockTag: 'pending' })
  const first = disputes.next > last ? 1n : disputes.next
  for (let offset = 0n; offset < last; offset += 1n) {
    const id = ((first - 1n + offset) % last) + 1n
    const key = `${court} ${id}`
    if (disputes.ended.has(key) || timestamp < (disputes.againAt.get(key) ?? 0n)) continue
    disputes.next = id
    if (now() - startedAt >= longestMs || !hasTurn(validator, round)) return
    try {
      if (!(await advance(validator, { court, id, timestamp }))) disputes.againAt.set(key, timestamp + againAfterSeconds)
    } catch (error) {
      disputes.againAt.set(key, timestamp + againAfterSeconds)
      logger.warn({ err: error, dispute: id }, 'a step of a dispute failed')
    }
  }
}

/** Sends the next step of one dispute that is due, such as the selection of the jury. Returns false if the contract rejects the step. */
async function advance(validator: Advancer, { court, id, timestamp }: { court: Address; id: bigint; timestamp: bigint }): Promise<boolean> {
  const { client, disputes } = validator
  const key = `${court} ${id}`
  const dispute = await readDispute(client, { court, id })
  if (dispute === null || dispute.state === 'stands' || dispute.state === 'done') {
    disputes.ended.add(key)
    disputes.againAt.delete(key)
    return true
  }
  const revealed = dispute.jury?.votes.filter((vote) => vote !== null).length ?? 0
  const { acts } = trialMoment({ ...dispute, jury: dispute.jury?.panelId ?? null, revealed }, Number(timestamp))
  const step = steps.find((one) => acts.includes(one))
  if (step === undefined) return true
  const data = encodeFunctionData({ abi: disputeCourtAbi, functionName: step, args: [id] })
  return await sendCall(validator, { to: court, data }, `${step} of dispute ${id}`)
}
