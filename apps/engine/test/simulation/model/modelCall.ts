import { attestationsAbi, devFaucetAbi, directoryAbi, leaseTokenAbi, marketAbi, stakeVaultAbi } from '@infinitio/chain'
import type { ContractFunctionArgs, ContractFunctionName, Hex } from 'viem'
import { callDecoder } from './callDecoder.ts'
import { accountIn } from './marketState.ts'
import { applyCredit, applyLoss, applyOutage, attest } from './modelAttestations.ts'
import { settleBatch, settleGroup } from './modelBatch.ts'
import { bond } from './modelBonds.ts'
import { creditLease, nodeLost } from './modelCredit.ts'
import { cancelLease, cancelLeaseFor, claim, close, end, endFor, noShow, noShowFor, ready } from './modelLeases.ts'
import { autoExtend, extend, extendFor } from './modelExtend.ts'
import { credit, moveTokens } from './modelMoney.ts'
import { cancelAsk, cancelAskFor, cancelBid, cancelBidFor, raiseFloor, raiseFloorFor } from './modelNonces.ts'
import { demandNotPaused, endPause, pause } from './modelPause.ts'
import { endByProvider, endByProviderFor } from './modelProviderEnd.ts'
import { authorize, authorizeFor, revoke, revokeFor } from './modelSessions.ts'
import { settle } from './modelSettle.ts'
import { transferLease, transferLeaseFor, transferToken } from './modelTransfer.ts'
import { withdraw, withdrawFor } from './modelWithdraw.ts'
import { demand, Refused } from './refused.ts'
import type { Turn } from './turn.ts'
import { unpackItem } from './unpackItem.ts'

const decodeMarketCall = callDecoder(marketAbi)
const decodeFaucetCall = callDecoder(devFaucetAbi)
const decodeTokenCall = callDecoder(leaseTokenAbi)
const decodeVaultCall = callDecoder(stakeVaultAbi)
const decodeDirectoryCall = callDecoder(directoryAbi)
const decodeAttestationsCall = callDecoder(attestationsAbi)
const DRIP_EVERY = 86_400
/** PToken that the faucet pays: the amount for 1,000 test dollars. They buy 980 PToken, because minting gives 98 %. */
const DRIP_AMOUNT = 980n * 10n ** 18n

/** Runs one call of a transaction. Throws `Refused` if the contract would revert; the caller then discards the changed state. */
export function modelCall(turn: Turn, { to, data }: { to: string; data: Hex }): void {
  const { market, faucet, leaseToken, stakeVault, directory, attestations } = turn.addresses
  if (to === market) callMarket(turn, data)
  else if (to === faucet) callFaucet(turn, data)
  else if (to === leaseToken) callToken(turn, data)
  else if (to === stakeVault) callVault(turn, data)
  else if (to === directory) callDirectory(turn, data)
  else if (to === attestations) callAttestations(turn, data)
  // A call without data to a wallet does nothing. The engine calls no contract that is not part of the model.
  else demand(data === '0x', 'the model has no such contract', to)
}

function callToken(turn: Turn, data: Hex): void {
  const { functionName, args } = decodeTokenCall(data)
  demand(functionName === 'transferFrom', 'the model has no such function', functionName)
  const [from, to, leaseId] = args
  transferToken(turn, { from: from.toLowerCase(), to: to.toLowerCase(), leaseId })
}

function callVault(turn: Turn, data: Hex): void {
  const { functionName, args } = decodeVaultCall(data)
  demand(functionName === 'bond', 'the model has no such function', functionName)
  bond(turn, { purpose: args[0], amount: args[1] })
}

function callDirectory(turn: Turn, data: Hex): void {
  const { functionName, args } = decodeDirectoryCall(data)
  switch (functionName) {
    case 'endPause':
      endPause(turn)
      return
    case 'pause':
      pause(turn, { seconds: args[0] })
      return
    default:
      throw new Refused('the model has no such function', [functionName])
  }
}

function callAttestations(turn: Turn, data: Hex): void {
  const { functionName, args } = decodeAttestationsCall(data)
  switch (functionName) {
    case 'attest':
      attest(turn, args)
      return
    case 'applyOutage':
      applyOutage(turn, args)
      return
    case 'applyCredit':
      applyCredit(turn, args)
      return
    case 'applyLoss':
      applyLoss(turn, args)
      return
    default:
      throw new Refused('the model has no such function', [functionName])
  }
}

type Writing = 'nonpayable'
type Act<Name extends string> = (
  turn: Turn,
  args: ContractFunctionArgs<typeof marketAbi, Writing, Name & ContractFunctionName<typeof marketAbi, Writing>>,
) => void

/** Implementation of each Market function, by its name in the ABI. */
const acts = {
  deposit: (turn, [amount]) => deposit(turn, { owner: turn.sender, amount }),
  depositFor: (turn, [owner, amount]) => deposit(turn, { owner: owner.toLowerCase(), amount }),
  withdraw: (turn, [amount, to]) => withdraw(turn, { owner: turn.sender, amount, to: to.toLowerCase() }),
  withdrawFor: (turn, [owner, amount, to, relayFee, nonce, expiry, signature]) =>
    withdrawFor(turn, { owner: owner.toLowerCase(), amount, to: to.toLowerCase(), relayFee, nonce, expiry, signature }),
  sweepFees: (turn, [accounts]) => sweepFees(turn, accounts),
  settle: (turn, [item]) => settle(turn, unpackItem(item)),
  settleBatch: (turn, [items]) => settleBatch(turn, items.map(unpackItem)),
  settleGroup: (turn, [context, items]) => {
    demand(turn.sender === turn.addresses.market, 'Market_CallerNotMarket', turn.sender)
    settleGroup({ ...turn, sender: context.sender.toLowerCase() }, items.map(unpackItem))
  },
  cancelAsk: (turn, [nonce]) => cancelAsk(turn, { owner: turn.sender, nonce }),
  cancelAskFor: (turn, [owner, relayFee, nonce, expiry, signature]) =>
    cancelAskFor(turn, { owner: owner.toLowerCase(), relayFee, nonce, expiry, signature }),
  cancelBid: (turn, [nonce]) => cancelBid(turn, { owner: turn.sender, nonce }),
  cancelBidFor: (turn, [owner, relayFee, nonce, expiry, signature]) =>
    cancelBidFor(turn, { owner: owner.toLowerCase(), relayFee, nonce, expiry, signature }),
  raiseFloor: (turn, [floor]) => raiseFloor(turn, { owner: turn.sender, floor }),
  raiseFloorFor: (turn, [owner, relayFee, floor, expiry, signature]) =>
    raiseFloorFor(turn, { owner: owner.toLowerCase(), relayFee, floor, expiry, signature }),
  authorize: (turn, [key, limits]) => authorize(turn, { owner: turn.sender, key: key.toLowerCase(), limits }),
  authorizeFor: (turn, [owner, key, limits, relayFee, nonce, expiry, signature]) =>
    authorizeFor(turn, { owner: owner.toLowerCase(), key: key.toLowerCase(), limits, relayFee, nonce, expiry, signature }),
  revoke: (turn, [key]) => revoke(turn, { owner: turn.sender, key: key.toLowerCase() }),
  revokeFor: (turn, [owner, key, relayFee, nonce, expiry, signature]) =>
    revokeFor(turn, { owner: owner.toLowerCase(), key: key.toLowerCase(), relayFee, nonce, expiry, signature }),
  transferLease: (turn, [leaseId, terms, to]) => transferLease(turn, { leaseId, terms, to: to.toLowerCase() }),
  transferLeaseFor: (turn, [leaseId, terms, to, relayFee, nonce, expiry, signature]) =>
    transferLeaseFor(turn, { leaseId, terms, to: to.toLowerCase(), relayFee, nonce, expiry, signature }),
  credit: (turn, [leaseId, terms, creditSeconds, isFull]) => creditLease(turn, { leaseId, terms, creditSeconds, isFull }),
  nodeLost: (turn, [leaseId, terms, since, isFull]) => nodeLost(turn, { leaseId, terms, since, isFull }),
  ready: (turn, [leaseId, signedAt, r, vs, head]) => ready(turn, { leaseId, signedAt, r, vs, head }),
  cancelLease: (turn, [leaseId, terms]) => cancelLease(turn, { leaseId, terms }),
  cancelLeaseFor: (turn, [leaseId, terms, expiry, signature]) => cancelLeaseFor(turn, { leaseId, terms, expiry, signature }),
  noShow: (turn, [leaseId, terms]) => noShow(turn, { leaseId, terms }),
  noShowFor: (turn, [leaseId, terms, expiry, signature]) => noShowFor(turn, { leaseId, terms, expiry, signature }),
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
  demandNotPaused(turn)
  state.lastDripAt.set(owner, now)
  state.minted += DRIP_AMOUNT
  state.tokens.set(addresses.faucet, (state.tokens.get(addresses.faucet) ?? 0n) + DRIP_AMOUNT)
  deposit({ ...turn, sender: addresses.faucet }, { owner, amount: DRIP_AMOUNT })
}
