import {
  exactCoin,
  exactG,
  exactPt,
  exitHoldings,
  type ExitHosting,
  type ExitLedger,
  type ExitPlan,
  type ExitPool,
  type ExitReport,
  type ExitState,
  gainText,
  movedBetween,
  networkFeeText,
  planGas,
  type PlannedStep,
  shortId,
  stepGas,
  stepSentence,
} from '@infinitio/sdk/exit'

/** Lists the holdings of an account, one per line. Leaves out contracts in which the account has nothing, except the Market. */
export function holdingLines({ account, block, now, markets, bonds, leases, ledgers, pools, hosting, dues, wallets }: ExitState): string[] {
  const balance = markets.reduce((total, market) => total + market.balance, 0n)
  const held = bonds.filter(({ bonded, unbonding }) => bonded + unbonding > 0n)
  return [
    `${account} at block ${block}, ${momentText(now)}`,
    `  market balance  ${exactPt(balance)}`,
    `  live leases     ${leases.length === 0 ? 'none' : leases.map(({ leaseId }) => leaseId).join(', ')}`,
    ...held.map(({ purpose, bonded, unbonding }) => `  bond            ${purpose}: ${exactPt(bonded)} bonded, ${exactPt(unbonding)} waiting`),
    ...ledgers.flatMap(ledgerLines),
    ...pools.flatMap(poolLines),
    ...hosting.flatMap(hostingLines),
    ...dues.map(({ act, asset, amount, from, isDuty }) => {
      const text = asset === 'G' ? exactG(amount) : exactPt(amount)
      return `  ${isDuty ? 'duty' : 'due '}            ${text} (${act})${from > now ? `, from ${momentText(from)}` : ''}`
    }),
    ...wallets.map((wallet) => `  wallet          ${exactPt(wallet.units)}, ${exactCoin(wallet.coinUnits, wallet)}`),
    ...ledgers.flatMap(({ walletG }) => (walletG === 0n ? [] : [`  wallet          ${exactG(walletG)}`])).slice(0, 1),
  ]
}

function ledgerLines({ pots, channels, services }: ExitLedger): string[] {
  return [
    ...(pots.PToken === 0n ? [] : [`  pot             ${exactPt(pots.PToken)} for AI services`]),
    ...(pots.G === 0n ? [] : [`  pot             ${exactG(pots.G)} for AI services`]),
    ...channels.map(({ channel, facts, left, exitAt }) => {
      const amount = facts.asset === 'G' ? exactG(left) : exactPt(left)
      return `  channel         ${shortId(channel)}: ${amount}${exitAt === 0n ? '' : `, closes from ${momentText(exitAt)}`}`
    }),
    ...services.map(({ service, bond, outAt }) => {
      return `  service bond    ${shortId(service)}: ${exactPt(bond)}${outAt === 0n ? '' : `, waits until ${momentText(outAt)}`}`
    }),
  ]
}

function poolLines({ balance, bonded, locked, young, leaving, batches }: ExitPool): string[] {
  const stake = bonded + young + leaving
  const refund = batches.reduce((total, batch) => total + batch.refund, 0n)
  return [
    ...(balance === 0n ? [] : [`  task pool       ${exactPt(balance)} balance`]),
    ...(refund === 0n ? [] : [`  task pool       ${exactPt(refund)} in tasks that nobody accepted`]),
    ...(stake === 0n
      ? []
      : [`  task stake      ${exactPt(bonded)} bonded (${exactPt(locked)} held by tasks), ${exactPt(young)} new, ${exactPt(leaving)} waiting`]),
  ]
}

function hostingLines({ shares, programmes }: ExitHosting): string[] {
  const open = shares.reduce((total, { amount }) => total + amount, 0n)
  return [
    ...(open === 0n ? [] : [`  hosting         ${exactPt(open)} in shares that you can claim`]),
    ...programmes.map(
      ({ programme, refund, refundAt }) => `  hosting         programme ${programme}: ${exactPt(refund)}, back from ${momentText(refundAt)}`,
    ),
  ]
}

/**
 * Lists the steps that can run now, in order, each with the most gas that it may use; then the network fee of all these steps at `gasPrice` (in wei); then the
 * steps that must wait, each with its date.
 */
export function planLines(plan: ExitPlan, { state, gasPrice }: { readonly state: ExitState; readonly gasPrice: bigint }): string[] {
  if (plan.now.length + plan.later.length === 0) return ['There is nothing to take out.', ...dustLines(plan)]
  const gas = planGas(plan.now)
  const steps = plan.now.map((planned, at) => `  ${at + 1}. ${sentence(planned, state)}\n     up to ${count(stepGas(planned.step))} gas`)
  const now =
    steps.length === 0 ? [] : [...steps, `  Network fee of all: up to ${count(gas)} gas, now ${networkFeeText(gas * gasPrice)} native coins.`]
  const later = plan.later.map((planned) => `  from ${momentText(planned.from ?? 0n)}: ${sentence(planned, state)}`)
  return [...(now.length === 0 ? [] : ['Now:', ...now]), ...(later.length === 0 ? [] : ['Later:', ...later]), ...dustLines(plan)]
}

/**
 * Lists the steps that must wait, each with its date, and the amounts that stay because taking them also ends votes or duties; or states that nothing remains.
 * `isComplete` is false if something could not be read, which may still contain money.
 */
export function laterLines(plan: ExitPlan, { dues }: Pick<ExitState, 'dues'>, { isComplete }: { readonly isComplete: boolean }): string[] {
  const waits = plan.later.map(({ step, from }) => `  from ${momentText(from ?? 0n)}: ${stepSentence(step)}`)
  const stays = dues.filter(({ isDuty }) => isDuty).map(({ act, amount }) => `  ${exactG(amount)} (${act})`)
  if (waits.length + stays.length === 0) return [isComplete ? 'Everything that is yours is out.' : 'Everything that could be read is out.']
  return [
    ...(waits.length === 0 ? [] : ['Run this again later:', ...waits]),
    ...(stays.length === 0
      ? []
      : ['These stay, because taking them also ends votes and duties. --end-duties takes what the contracts allow:', ...stays]),
  ]
}

/** Names each case and contract that could not be read. */
export function unreadLines({ unread }: Pick<ExitState, 'unread'>): string[] {
  return unread.map(
    ({ contract, id }) => `${id === null ? 'Contract' : `Case ${id} of contract`} ${contract} could not be read. It may still owe you money.`,
  )
}

/** Formats a block time in UTC. */
export function momentText(seconds: bigint): string {
  return `${new Date(Number(seconds) * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

function sentence(planned: PlannedStep, state: ExitState): string {
  const gain = gainText(planned, state)
  return gain === '' ? stepSentence(planned.step) : `${stepSentence(planned.step)}\n     ${gain}`
}

function count(gas: bigint): string {
  return gas.toLocaleString('en-US')
}

function dustLines({ dust }: ExitPlan): string[] {
  return dust === 0n ? [] : [`  ${exactPt(dust)} stays in the wallet: it is less than one unit of the coin.`]
}

/**
 * Converts the result of a run of `exit` to JSON: amounts as decimal strings of base units, times in Unix seconds. `hidden` is the number of leases that the
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
    unread: state.unread,
  })
}

function stepValue({ key, step, gain, from }: PlannedStep) {
  return { key, kind: step.kind, sentence: stepSentence(step), gain, from, mostGas: stepGas(step) }
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)))
}
