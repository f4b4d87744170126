import { assert } from '@infinitio/domain'
import type { ExitState, ExitWallet } from './exitState.ts'
import type { ExitStep } from './exitStep.ts'

/** The wallet of the PToken that a step moves: each Market, vault and splitter pays in one for ever. */
export function walletOf(step: ExitStep, state: Pick<ExitState, 'markets' | 'bonds' | 'rewards' | 'wallets'>): ExitWallet {
  const pToken = tokenOf(step, state)
  const wallet = state.wallets.find((one) => one.pToken === pToken)
  assert(wallet !== undefined, 'every token of a step has a wallet')
  return wallet
}

function tokenOf(step: ExitStep, { markets, bonds, rewards }: Pick<ExitState, 'markets' | 'bonds' | 'rewards'>): string | undefined {
  if ('market' in step) return markets.find(({ market }) => market === step.market)?.pToken
  if ('vault' in step) return bonds.find(({ vault }) => vault === step.vault)?.pToken
  if ('splitter' in step) return rewards.find(({ splitter }) => splitter === step.splitter)?.pToken
  return step.pToken
}
