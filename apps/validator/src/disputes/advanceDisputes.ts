import { disputeCourtAbi, readCourt, readDispute, readDisputeCount } from '@infinitio/chain'
import { type Address, type TrialAct, trialMoment } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round, type Validator } from '../validator/validator.ts'

/** The parts of a validator that are needed to advance disputes. */
type Advancer = Pick<Validator, 'address' | 'privateKey' | 'client' | 'logger' | 'isTurn' | 'disputes'> & {
  readonly opened: Pick<OpenValidator['opened'], 'addresses'>
}

const steps = ['request', 'draw', 'count', 'lapse', 'execute'] as const satisfies readonly TrialAct[]

/** A step that the contract refused is tried again after this time: a jury may have to wait for a seed. */
const againAfterSeconds = 60n
/** No step is started later than this after the first one. A validator that stays here for longer than a half of an hour of seeds loses its bond. */
const longestMs = 15_000

/**
 * Takes the next due steps of open disputes, as long as it is this member's turn, for at most 15 seconds; the next round goes on with the dispute after them. Anyone
 * may take these steps. Validators take them, because a jury that is selected later than in the first hour with a seed is another jury: a party could wait for an
 * hour that suits it. A step that fails is logged and stops no other dispute. Throws the errors of the chain before the first step.
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

/** Takes the next due step of one dispute. Returns false if the contract refuses it. */
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
