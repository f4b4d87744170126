import { courtTime, type DisputeSending, openExitAccess, type StoredDispute, type TrialMoment, trialMoment } from '@infinitio/sdk/governance'
import { openClient } from '../context/settings.ts'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'

/** Opens a connection to the market's chain to read disputes. `now` in the result is the chain's time in Unix seconds. */
export async function openDisputes(options: MoneyOptions) {
  const { addresses } = await openClient(options).getChain()
  const access = openExitAccess({ rpcUrl: rpcOf(options) })
  return { access, directory: addresses.directory as DisputeSending['directory'], now: await courtTime(access) }
}

/** Returns which actions are possible in a dispute at `now`, in Unix seconds, and until when. */
export function momentOf({ state, until, round, jury }: StoredDispute, now: number): TrialMoment {
  const revealed = jury === null ? 0 : jury.votes.filter((vote) => vote !== null).length
  return trialMoment({ state, until, round, jury: jury === null ? null : jury.panelId, revealed }, now)
}
