import { devFaucetAbi, marketAbi } from '@infinitio/chain'
import type { ContractFunctionArgs, ContractFunctionName, Hex } from 'viem'
import { callDecoder } from './callDecoder.ts'
import { accountIn } from './marketState.ts'
import { cancelLease, cancelLeaseFor, claim, close, end, endFor, noShow, ready } from './modelLeases.ts'
import { autoExtend, extend, extendFor } from './modelExtend.ts'
import { credit, moveTokens } from './modelMoney.ts'
import { endByProvider, endByProviderFor } from './modelProviderEnd.ts'
import { settle } from './modelSettle.ts'
import { withdraw, withdrawFor } from './modelWithdraw.ts'
import { demand } from './refused.ts'
import type { Turn } from './turn.ts'

const decodeMarketCall = callDecoder(marketAbi)
const decodeFaucetCall = callDecoder(devFaucetAbi)
const DRIP_EVERY = 86_400
/** 1,000 test dollars minted at 98 %. */
const DRIP_AMOUNT = 980n * 10n ** 18n

/** Runs one call of a transaction. Throws `Refused` when the contract would revert; the caller throws the changed state away then. */
export function modelCall(turn: Turn, { to, data }: { to: string; data: Hex }): void {
  if (to === turn.addresses.market) callMarket(turn, data)
  else if (to === turn.addresses.faucet) callFaucet(turn, data)
  // A call without data to a wallet does nothing; nothing else of the house is ever called.
  else demand(data === '0x', 'the model has no such contract', to)
}

type Writing = 'nonpayable'
type Act<Name extends string> = (
  turn: Turn,
  args: ContractFunctionArgs<typeof marketAbi, Writing, Name & ContractFunctionName<typeof marketAbi, Writing>>,
) => void

/** What each function of the Market does, by its name in the ABI. */
const acts = {
  deposit: (turn, [amount]) => deposit(turn, { owner: turn.sender, amount }),
  depositFor: (turn, [owner, amount]) => deposit(turn, { owner: owner.toLowerCase(), amount }),
  withdraw: (turn, [amount, to]) => withdraw(turn, { owner: turn.sender, amount, to: to.toLowerCase() }),
  withdrawFor: (turn, [owner, amount, to, relayFee, nonce, expiry, signature]) =>
    withdrawFor(turn, { owner: owner.toLowerCase(), amount, to: to.toLowerCase(), relayFee, nonce, expiry, signature }),
  sweepFees: (turn, [accounts]) => sweepFees(turn, accounts),
  settle: (turn, [item]) => settle(turn, item),
  cancelAsk({ state, sender, emit }, [nonce]) {
    state.cancelledAsks.add(`${sender}/${nonce}`)
    emit({ contract: 'market', name: 'AskCancelled', args: { account: sender, nonce } })
  },
  cancelBid({ state, sender, emit }, [nonce]) {
    state.lanes.set(`${sender}/${nonce}`, 255)
    emit({ contract: 'market', name: 'BidCancelled', args: { account: sender, nonce } })
  },
  raiseFloor({ state, sender, emit }, [floor]) {
    const current = state.floors.get(sender) ?? 0n
    demand(floor > current, 'Market_FloorNotRaised', current, floor)
    state.floors.set(sender, floor)
    emit({ contract: 'market', name: 'FloorRaised', args: { account: sender, floor } })
  },
  ready: (turn, [leaseId, signedAt, r, vs, head]) => ready(turn, { leaseId, signedAt, r, vs, head }),
  cancelLease: (turn, [leaseId, terms]) => cancelLease(turn, { leaseId, terms }),
  cancelLeaseFor: (turn, [leaseId, terms, expiry, signature]) => cancelLeaseFor(turn, { leaseId, terms, expiry, signature }),
  noShow: (turn, [leaseId, terms]) => noShow(turn, { leaseId, terms }),
  end: (turn, [leaseId, terms, accept]) => end(turn, { leaseId, terms, accept }),
  endFor: (turn, [leaseId, terms, accept, expiry, signature]) => endFor(turn, { leaseId, terms, accept, expiry, signature }),
  endByProvider: (turn, [leaseId, terms]) => endByProvider(turn, { leaseId, terms }),
  endByProviderFor: (turn, [leaseId, terms, expiry, signature]) => endByProviderFor(turn, { leaseId, terms, expiry, signature }),
  extend: (turn, [leaseId, terms, newEnd]) => extend(turn, { leaseId, terms, newEnd }),
  extendFor: (turn, [leaseId, terms, newEnd, relayFee, expiry, signature]) =>
    extendFor(turn, { leaseId, terms, newEnd, relayFee, expiry, signature }),
  autoExtend: (turn, [leaseId, terms, order, signature]) => autoExtend(turn, { leaseId, terms, order, signature }),
  claim: (turn, [leaseId, terms]) => claim(turn, { leaseId, terms }),
  close: (turn, [leaseId, terms]) => close(turn, { leaseId, terms }),
} satisfies { [Name in ContractFunctionName<typeof marketAbi, Writing>]?: Act<Name> }

function callMarket(turn: Turn, data: Hex): void {
  const { functionName, args } = decodeMarketCall(data)
  const act = (acts as Record<string, Act<string> | undefined>)[functionName]
  demand(act !== undefined, 'the model has no such function', functionName)
  act(turn, args as never)
}

function deposit(turn: Turn, { owner, amount }: { owner: string; amount: bigint }): void {
  const { state, sender, addresses, emit } = turn
  const balance = credit(state, owner, amount)
  emit({ contract: 'market', name: 'Deposited', args: { account: owner, from: sender, amount, balance } })
  moveTokens(turn, { from: sender, to: addresses.market, amount })
}

function sweepFees(turn: Turn, accounts: readonly string[]): void {
  const { state, addresses, emit } = turn
  let amount = 0n
  for (const owner of accounts) {
    const account = accountIn(state, owner.toLowerCase())
    amount += account.fees
    account.fees = 0n
  }
  emit({ contract: 'market', name: 'FeesSwept', args: { splitter: addresses.feeSplitter, amount, accounts } })
  moveTokens(turn, { from: addresses.market, to: addresses.feeSplitter, amount })
}

function callFaucet(turn: Turn, data: Hex): void {
  const { state, now, sender, addresses } = turn
  const { functionName, args } = decodeFaucetCall(data)
  demand(functionName === 'drip', 'the model has no such function', functionName)
  const owner = args[0].toLowerCase()
  demand(state.engines.has(sender), 'DevFaucet_CallerNotEngine', sender)
  const last = state.lastDripAt.get(owner) ?? 0
  demand(last === 0 || now >= last + DRIP_EVERY, 'DevFaucet_TooSoon', BigInt(last + DRIP_EVERY), BigInt(now))
  state.lastDripAt.set(owner, now)
  state.minted += DRIP_AMOUNT
  state.tokens.set(addresses.faucet, (state.tokens.get(addresses.faucet) ?? 0n) + DRIP_AMOUNT)
  deposit({ ...turn, sender: addresses.faucet }, { owner, amount: DRIP_AMOUNT })
}
