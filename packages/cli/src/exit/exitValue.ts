import { exitHoldings, type ExitReport, movedBetween, type PlannedStep, stepSentence } from '@infinitio/sdk/exit'

/** A run as JSON for programs: amounts as decimal strings of base units, moments in Unix seconds. `hiddenLeases`: those the RPC kept back. */
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
