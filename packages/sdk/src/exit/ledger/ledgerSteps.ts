import {
  allowKeyCall,
  collectServiceBondCall,
  type ContractCall,
  exitChannelCall,
  finishChannelCall,
  unbondServiceCall,
  withdrawFromLedgerCall,
} from '@infinitio/chain'
import { type Address, assertNever, assetUnits, type LedgerAsset, ledgerAssets, type UnixSeconds, unixSeconds } from '@infinitio/domain'
import type { ExitGain, PlannedStep } from '../exitStep.ts'
import type { ExitChannel, ExitLedger, ExitService, LedgerStep } from './exitLedger.ts'

/** Seconds for which a service's bond waits after `unbondService`. The same value as `LEAVE_SECONDS` of the contract. */
const bondWaitSeconds = 14n * 86_400n

/** For each asset, the name of the location of money in the account's pot (its balance in the service ledger). */
const potOf = { PToken: 'pot', G: 'potG' } as const satisfies Record<LedgerAsset, ExitGain['place']>
const walletOfAsset = { PToken: 'wallet', G: 'walletG' } as const satisfies Record<LedgerAsset, ExitGain['place']>

/**
 * Returns the steps that take an account's money into its pot in a service ledger (its balance there): revoke keys that could move the pot into their channels,
 * start and end exits of channels, and withdraw bonds of services.
 */
export function ledgerSteps(state: ExitLedger, { now, keepKeys }: { readonly now: UnixSeconds; readonly keepKeys: boolean }): PlannedStep[] {
  const { ledger, allowances } = state
  const keys = keepKeys || !hasMoney(state) ? [] : allowances
  return [
    ...keys.map(({ key, asset }): PlannedStep => {
      return { key: `revokeSpending:${ledger}:${asset}:${key}`, step: { kind: 'revokeSpending', ledger, key, asset }, gain: null, from: null }
    }),
    ...state.channels.flatMap((channel) => channelSteps(ledger, channel, now)),
    ...state.services.flatMap((service) => serviceSteps(ledger, service, now)),
  ]
}

/** Returns the step that withdraws each pot with its present amount and the amounts that `arriving` steps move into it. */
export function potSteps({ ledger, pots }: ExitLedger, arriving: readonly PlannedStep[]): PlannedStep[] {
  return ledgerAssets.flatMap((asset): PlannedStep[] => {
    const gains = arriving.flatMap(({ step, gain }) => (gain?.place === potOf[asset] && 'ledger' in step && step.ledger === ledger ? [gain] : []))
    const amount = assetUnits(gains.reduce((total, gain) => total + gain.amount, pots[asset]))
    if (amount === 0n) return []
    const certainty = gains.every((gain) => gain.certainty === 'exact') ? 'exact' : 'atMost'
    const gain = { place: walletOfAsset[asset], amount, certainty } as const
    return [{ key: `withdrawPot:${ledger}:${asset}`, step: { kind: 'withdrawPot', ledger, asset, amount }, gain, from: null }]
  })
}

function hasMoney({ pots, channels, services }: ExitLedger): boolean {
  return pots.PToken + pots.G > 0n || channels.length > 0 || services.length > 0
}

/** Returns the steps that close a channel. Until the last step, the service may still claim the amount that it earned, so the payout is a maximum. */
function channelSteps(ledger: Address, { channel, facts, left, exitAt, serial, lockSeconds }: ExitChannel, now: UnixSeconds): PlannedStep[] {
  const id = `${ledger}:${channel}:${serial}`
  const isExiting = exitAt > 0n
  const finish = (from: UnixSeconds | null): PlannedStep => {
    const gain = { place: potOf[facts.asset], amount: left, certainty: 'atMost' } as const
    return { key: `finishChannel:${id}`, step: { kind: 'finishChannel', ledger, channel: facts }, gain, from }
  }
  if (isExiting) return [finish(now < exitAt ? exitAt : null)]
  const begin: PlannedStep = { key: `exitChannel:${id}`, step: { kind: 'exitChannel', ledger, channel: facts, serial }, gain: null, from: null }
  return [begin, finish(unixSeconds(now + lockSeconds))]
}

/**
 * Returns the steps that withdraw a service's bond. Until the bond is collected, a finding against the service may take a part of it, and delay it by 7 days.
 */
function serviceSteps(ledger: Address, { service, bond, outAt }: ExitService, now: UnixSeconds): PlannedStep[] {
  const collect = (from: UnixSeconds | null): PlannedStep => {
    const gain = { place: 'pot', amount: bond, certainty: from === null ? 'exact' : 'atMost' } as const
    return { key: `collectService:${ledger}:${service}`, step: { kind: 'collectService', ledger, service }, gain, from }
  }
  if (outAt > 0n) return [collect(now < outAt ? outAt : null)]
  const begin: PlannedStep = { key: `unbondService:${ledger}:${service}`, step: { kind: 'unbondService', ledger, service }, gain: null, from: null }
  return [begin, collect(unixSeconds(now + bondWaitSeconds))]
}

/** Returns the transaction of a step at a service ledger. Each pays only the account that sends it. */
export function ledgerCall(step: LedgerStep): ContractCall {
  switch (step.kind) {
    case 'revokeSpending':
      return allowKeyCall({ ...step, left: 0n, dayCap: 0n, unsettled: 0n, until: unixSeconds(0n) })
    case 'exitChannel':
      return exitChannelCall(step)
    case 'finishChannel':
      return finishChannelCall(step)
    case 'unbondService':
      return unbondServiceCall(step)
    case 'collectService':
      return collectServiceBondCall(step)
    case 'withdrawPot':
      return withdrawFromLedgerCall(step)
    default:
      return assertNever(step)
  }
}
