import { disputeCourtAbi, readCourt, readDispute, readDisputeCount } from '@infinitio/chain'
import { type TrialAct, trialMoment } from '@infinitio/domain'
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

/**
 * Takes the next due step of each open dispute, if it is this member's turn. Anyone may take these steps. Validators take them, because a jury that is selected later
 * than in the first hour with a seed is another jury: a party could wait for an hour that suits it. Throws the errors of the chain.
 */
export async function advanceDisputes(validator: Advancer, round: Pick<Round, 'set'>): Promise<void> {
  const { client, opened, disputes } = validator
  if (!hasTurn(validator, round)) return
  const court = await readCourt(client, opened.addresses.directory)
  if (court === null) return
  const last = await readDisputeCount(client, court)
  const { timestamp } = await client.getBlock({ blockTag: 'pending' })
  for (let id = 1n; id <= last; id += 1n) {
    const key = `${court} ${id}`
    if (disputes.ended.has(key) || timestamp < (disputes.againAt.get(key) ?? 0n)) continue
    const dispute = await readDispute(client, { court, id })
    if (dispute === null || dispute.state === 'stands' || dispute.state === 'done') {
      disputes.ended.add(key)
      disputes.againAt.delete(key)
      continue
    }
    const revealed = dispute.jury?.votes.filter((vote) => vote !== null).length ?? 0
    const { acts } = trialMoment({ ...dispute, jury: dispute.jury?.panelId ?? null, revealed }, Number(timestamp))
    const step = steps.find((one) => acts.includes(one))
    if (step === undefined) continue
    const data = encodeFunctionData({ abi: disputeCourtAbi, functionName: step, args: [id] })
    if (!(await sendCall(validator, { to: court, data }, `${step} of dispute ${id}`))) disputes.againAt.set(key, timestamp + againAfterSeconds)
  }
}
