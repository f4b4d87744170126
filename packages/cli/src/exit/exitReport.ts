import {
  exactCoin,
  exactPt,
  exitHoldings,
  type ExitPlan,
  type ExitReport,
  type ExitState,
  gainText,
  movedBetween,
  type PlannedStep,
  stepSentence,
} from '@infinitio/sdk/exit'

/** Lists the holdings of an account, one per line. */
export function holdingLines({ account, block, now, markets, bonds, leases, wallets }: ExitState): string[] {
  const balance = markets.reduce((total, market) => total + market.balance, 0n)
  const held = bonds.filter(({ bonded, unbonding }) => bonded + unbonding > 0n)
  return [
    `${account} at block ${block}, ${momentText(now)}`,
    `  market balance  ${exactPt(balance)}`,
    `  live leases     ${leases.length === 0 ? 'none' : leases.map(({ leaseId }) => leaseId).join(', ')}`,
    ...held.map(({ purpose, bonded, unbonding }) => `  bond            ${purpose}: ${exactPt(bonded)} bonded, ${exactPt(unbonding)} waiting`),
    ...wallets.map((wallet) => `  wallet          ${exactPt(wallet.units)}, ${exactCoin(wallet.coinUnits, wallet)}`),
  ]
}

/** Lists the steps that can run now, in order, and the amounts that must wait, each with its date. */
export function planLines(plan: ExitPlan, state: ExitState): string[] {
  if (plan.now.length + plan.later.length === 0) return ['There is nothing to take out.', ...dustLines(plan)]
  const now = plan.now.map((planned, at) => `  ${at + 1}. ${sentence(planned, state)}`)
  const later = plan.later.map((planned) => `  from ${momentText(planned.from ?? 0n)}: ${sentence(planned, state)}`)
  return [...(now.length === 0 ? [] : ['Now:', ...now]), ...(later.length === 0 ? [] : ['Later:', ...later]), ...dustLines(plan)]
}

/** Lists the steps that must wait, each with its date, or states that nothing remains. */
export function laterLines(plan: ExitPlan): string[] {
  const waits = plan.later.map(({ step, from }) => `  from ${momentText(from ?? 0n)}: ${stepSentence(step)}`)
  return waits.length === 0 ? ['Everything that is yours is out.'] : ['Run this again later:', ...waits]
}

/** Formats a block time in UTC. */
export function momentText(seconds: bigint): string {
  return `${new Date(Number(seconds) * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

function sentence(planned: PlannedStep, state: ExitState): string {
  const gain = gainText(planned, state)
  return gain === '' ? stepSentence(planned.step) : `${stepSentence(planned.step)}\n     ${gain}`
}

function dustLines({ dust }: ExitPlan): string[] {
  return dust === 0n ? [] : [`  ${exactPt(dust)} stays in the wallet: it is less than one unit of the coin.`]
}

/**
 * Converts the result of a run of `exit` to JSON: amounts as decimal strings of base units, times in Unix seconds. `hiddenLeases` counts the leases that the
 * RPC node omitted.
 */
export function exitValue({ report, hidden }: { report: ExitReport; hidden: number }): unknown {
  const { state, plan, ran, refused } = report
  return plain({
    account: state.account,
    block: state.block,
    now: state.now,
    holdings: exitHoldings(state).map(({ wallet, amounts }) => ({
      pToken: wallet.pToken,
      ...amounts,
      reserveCoin: { address: wallet.coin, symbol: wallet.coinSymbol, decimals: wallet.coinDecimals },
    })),
    ran: ran.map(({ planned, outcome, before, after }) => ({
      ...stepValue(planned),
      ...outcome,
      moved: movedBetween(before, after).map(({ wallet, place, amount }) => ({ pToken: wallet.pToken, place, amount })),
    })),
    possible: plan.now.map(stepValue),
    later: plan.later.map(stepValue),
    dust: plan.dust,
    refused,
    hiddenLeases: hidden,
  })
}

function stepValue({ key, step, gain, from }: PlannedStep) {
  return { key, kind: step.kind, sentence: stepSentence(step), gain, from }
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)))
}
