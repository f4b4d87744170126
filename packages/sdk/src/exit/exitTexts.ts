import { assertNever, channelIdOf, formatPt } from '@infinitio/domain'
import type { DueAct } from './dues/exitDue.ts'
import type { ExitMove, HoldingPlace } from './exitHoldings.ts'
import type { ExitState, ExitWallet } from './exitState.ts'
import { type ExitStep, type PlannedStep, walletOf } from './exitStep.ts'

/** The name of each location of money in sentences. */
const placeNames: Readonly<Record<HoldingPlace, string>> = {
  ...{ market: 'market balance', wallet: 'wallet', coin: 'wallet', unbonding: 'waiting bond', bonded: 'bond' },
  ...{
    pot: 'pot for AI services',
    potG: 'pot for AI services',
    walletG: 'wallet',
    channels: 'channels to AI services',
    channelsG: 'channels to AI services',
  },
  ...{
    serviceBond: 'bond of a service',
    pool: 'task pool balance',
    stake: 'stake for tasks',
    stakeLeaving: 'waiting stake',
    batches: 'tasks that nobody accepted',
  },
  ...{ hosting: 'hosting programmes', due: 'due', dueG: 'due', duties: 'votes, panels and projects' },
}

/** The locations that count base units of G. */
const placesInG: ReadonlySet<HoldingPlace> = new Set(['potG', 'walletG', 'channelsG', 'dueG', 'duties'])

const dueSentences: Readonly<Record<DueAct, string>> = {
  commitments: 'Withdraw bonds and compensation of settled commitments.',
  bounties: 'Take what bounties owe you.',
  unstaked: 'Withdraw unstaked G, whose waiting time has passed.',
  interest: 'Claim the interest of your former stake of G.',
  vested: 'Take your vested G.',
  panelBond: 'Withdraw the bond of a panel that you left.',
  staked: 'Start the waiting time of your staked G, which ends your votes.',
  onPanel: 'Leave the list of members of a panel, and start the waiting time of the bond.',
  seeds: 'Stop making random seeds, and get back the bond.',
  finding: 'End a finding against an AI service that you filed, and get its bond.',
  dispute: 'End a dispute, and get what its verdict or its missing verdict gives you.',
  disputeVotes: 'Count the votes of a dispute, so that its bonds can be paid.',
  jurorPay: 'Take your pay as a juror.',
  carbon: 'End the audit of your carbon proof or its term, and get what is yours of its bond.',
  sponsorship: 'Get back your part of a project that ended.',
  sponsoring: 'Leave the project that you sponsor, and get back your part.',
}

/** Describes one step of an exit (leaving the market) in a sentence for a person. */
export function stepSentence(step: ExitStep): string {
  switch (step.kind) {
    case 'takeBackOrders':
      return 'Cancel all open orders, so that no new lease can start.'
    case 'revokeKey':
      return `Revoke the session key ${step.key}, so that it can spend nothing.`
    case 'claim':
      return `Claim the pay of lease ${step.leaseId} that is older than 1 h.`
    case 'close':
      return `Close lease ${step.leaseId} and claim the rest of its pay.`
    case 'cancelLease':
      return `Cancel lease ${step.leaseId}, which is not ready.`
    case 'noShow':
      return `Get the refund of lease ${step.leaseId}, because its machine was not ready in time.`
    case 'end':
      return `End lease ${step.leaseId} and accept its bill.`
    case 'takeReward':
      return 'Claim your share of fees as a validator.'
    case 'executeSlash':
      return `Carry out the decided slash of the ${step.purpose} bond, which frees the rest of it.`
    case 'withdrawBond':
      return `Withdraw the ${step.purpose} bond, whose waiting time has passed.`
    case 'unbond':
      return `Start the waiting time of the ${step.purpose} bond.`
    case 'revokeSpending':
      return `Revoke the key ${step.key}, so that it can move nothing out of the pot for AI services.`
    case 'exitChannel':
      return `Start to close the channel ${shortId(channelIdOf(step.channel))} to the AI service ${step.channel.service}.`
    case 'finishChannel':
      return `Close the channel ${shortId(channelIdOf(step.channel))} and get back what its service did not earn.`
    case 'unbondService':
      return `Start the waiting time of the bond of your AI service ${step.service}.`
    case 'collectService':
      return `Collect the bond of your AI service ${step.service}, whose waiting time has passed.`
    case 'withdrawPot':
      return `Withdraw the pot for AI services in ${step.asset === 'G' ? 'G' : 'PT'} to the wallet.`
    case 'revokeSubmitKey':
      return `Revoke the key ${step.key}, so that it can order no tasks.`
    case 'cancelBatch':
      return `Cancel the tasks of batch ${shortId(step.batchId)} that nobody has accepted.`
    case 'ripenStake':
      return 'Count the new stake for tasks, so that it can be withdrawn.'
    case 'unstake':
      return 'Start the waiting time of the stake for tasks.'
    case 'collectStake':
      return 'Collect the stake for tasks, whose waiting time has passed.'
    case 'withdrawPool':
      return 'Withdraw the balance at the task pool to the wallet.'
    case 'claimHosting':
      return `Claim your shares of hosting programmes (${step.claims.length}).`
    case 'refundHosting':
      return `Get back the rest of hosting programme ${step.programme}, which you sponsored.`
    case 'takeDue':
      return dueSentences[step.act]
    case 'withdraw':
      return 'Withdraw the market balance to the wallet.'
    case 'redeem':
      return 'Redeem PT for the reserve coin, one to one.'
    default:
      return assertNever(step)
  }
}

/** Describes the money that a step of an exit (leaving the market) brings, exact to the last unit: "12.50 PT to the wallet". Empty if it brings none. */
export function gainText({ step, gain }: PlannedStep, state: ExitState): string {
  if (gain === null) return ''
  const text = `${gainAmount({ step, gain }, state)} to the ${placeNames[gain.place]}`
  switch (gain.certainty) {
    case 'exact':
      return text
    case 'byTheSecond':
      return `${text} (now; changes by the second)`
    case 'atMost':
      return `at most ${text}`
    default:
      return assertNever(gain.certainty)
  }
}

/** Formats the money that a step of an exit (leaving the market) brings without its location, exact to the last unit: "12.50 PT". Empty if it brings none. */
export function gainAmount({ step, gain }: Pick<PlannedStep, 'step' | 'gain'>, state: ExitState): string {
  return gain === null ? '' : amountIn(gain.place, { amount: gain.amount, wallet: walletOf(step, state) })
}

/** Describes how the money in one location changed: "+12.50 PT market balance". */
export function movedText(move: ExitMove): string {
  return `${movedAmount(move)} ${placeNames[move.place]}`
}

/** Formats the amount by which the money in one location changed: "+12.50 PT". */
export function movedAmount({ wallet, place, amount }: ExitMove): string {
  return `${amount < 0n ? '−' : '+'}${amountIn(place, { amount: amount < 0n ? -amount : amount, wallet })}`
}

/** Formats an exact amount of PToken without trailing zeros, but with at least two decimals. */
export function exactPt(units: bigint): string {
  return `${trimmed(formatPt(units, { digits: 18 }))} PT`
}

/** Formats an exact amount of the reserve coin without trailing zeros, but with at least two decimals. */
export function exactCoin(units: bigint, { coinDecimals, coinSymbol }: Pick<ExitWallet, 'coinDecimals' | 'coinSymbol'>): string {
  return `${trimmed(formatPt(units * 10n ** BigInt(18 - coinDecimals), { digits: 18 }))} ${coinSymbol}`
}

/** Formats an exact amount of G without trailing zeros, but with at least two decimals. */
export function exactG(units: bigint): string {
  return `${trimmed(formatPt(units, { digits: 18 }))} G`
}

function amountIn(place: HoldingPlace, of: { amount: bigint; wallet: ExitWallet }): string {
  if (place === 'coin') return exactCoin(of.amount, of.wallet)
  return placesInG.has(place) ? exactG(of.amount) : exactPt(of.amount)
}

/** Returns the first digits of an id of 32 bytes, enough for a person to recognise it. */
export function shortId(id: string): string {
  return id.slice(0, 12)
}

function trimmed(text: string): string {
  return text.replace(/(\.\d\d\d*?)0+$/, '$1')
}
