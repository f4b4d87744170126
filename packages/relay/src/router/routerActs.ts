import { depositToLedgerCall, fundChannelCall, pTokenAbi, serviceLedgerAbi } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { type Address, address, assetUnits, channelIdOf, type ServiceId } from '@infinitio/domain'
import { encodeFunctionData, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { readContract } from 'viem/actions'
import { type LedgerAccess, readChannel, readPot } from '../ledger/ledgerAccess.ts'

type Step = Parameters<typeof sendCalls>[1]['calls'][number]

/**
 * The permission of a router's key. The key may move amounts from the wallet's pot (its balance in the service ledger) into payment channels, but it may not
 * withdraw them from the ledger. Amounts are in base units of PToken.
 */
export type RouterAllowance = {
  readonly total: bigint
  readonly dayCap: bigint
  /** The largest unsettled amount (deposited, but not yet claimed by the service) that one payment channel may hold, in base units. */
  readonly channel: bigint
  readonly untilSeconds: number
}

const timeoutMs = 120_000
const usualGas = 200_000n
/** Base units in a millionth of a PToken, the unit in which the contract stores an allowance. */
const allowanceUnit = 10n ** 12n

/**
 * Prepares a wallet for a router. Deposits PToken until the pot (the wallet's balance in the service ledger) covers the allowance, gives the router's key its
 * allowance, and sends the key coins for gas. The wallet signs these transactions and is not needed afterwards.
 */
export async function allowRouter(
  access: LedgerAccess,
  {
    payerKey,
    payer,
    key,
    allowance,
    gasCoins,
  }: { readonly payerKey: Hex; readonly payer: Address; readonly key: Address; readonly allowance: RouterAllowance; readonly gasCoins: bigint },
): Promise<void> {
  const { client, pToken, domain } = access
  const { ledger } = domain
  const pot = await readPot(access, payer)
  const amount = allowance.total > pot ? assetUnits(allowance.total - pot) : null
  const steps: Step[] = []
  const add = (what: string, to: Address, data: Hex) => steps.push({ to, data, value: 0n, gas: usualGas, what })
  if (amount !== null) {
    add('approving the deposit', pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [ledger, amount] }))
    add('depositing PToken', ledger, depositToLedgerCall({ ledger, account: payer, asset: 'PToken', amount }).data)
  }
  const millionths = (units: bigint) => Number(units / allowanceUnit)
  const args = [key, 0, millionths(allowance.total), millionths(allowance.dayCap), millionths(allowance.channel), allowance.untilSeconds] as const
  add("allowing the router's key", ledger, encodeFunctionData({ abi: serviceLedgerAbi, functionName: 'allow', args }))
  if (gasCoins > 0n) steps.push({ to: key, data: '0x', value: gasCoins, gas: 21_000n, what: "sending coins for gas to the router's key" })
  await sendCalls(client, { privateKey: payerKey, calls: steps, timeoutMs })
}

/** Returns the account of a private key, in lower case. */
export function accountOfKey(privateKey: Hex): Address {
  return address(privateKeyToAccount(privateKey).address.toLowerCase())
}

/**
 * Reads the amount in a wallet's pot (its balance in the service ledger) and the allowance of a router's key: the amount that the key may still spend, and the
 * allowance's end in Unix seconds.
 */
export async function routerRight(
  ledger: LedgerAccess,
  { payer, key }: { readonly payer: Address; readonly key: Address },
): Promise<{ readonly pot: bigint; readonly left: bigint; readonly untilSeconds: number }> {
  const read = { address: ledger.domain.ledger, abi: serviceLedgerAbi, functionName: 'allowanceOf', args: [payer, key, 0] } as const
  const [pot, { left, until }] = await Promise.all([readPot(ledger, payer), readContract(ledger.client, read)])
  return { pot, left: BigInt(left) * allowanceUnit, untilSeconds: until }
}

/**
 * Returns the function that pays into a payment channel of a router until the channel holds at least `deposit` that the service has not claimed. The router's
 * own key signs the transaction and pays the gas.
 */
export function fundByKey(
  ledger: LedgerAccess,
  { payer, key, channelKey }: { readonly payer: Address; readonly key: Address; readonly channelKey: Hex },
): (service: ServiceId, deposit: bigint) => Promise<void> {
  return async (service, deposit) => {
    const channel = { payer, key, curve: 'secp256k1', service, asset: 'PToken' } as const
    const { deposited, settled, serial } = await readChannel(ledger, channelIdOf(channel), 'head')
    const total = assetUnits(settled + deposit)
    if (total <= deposited) return
    const { to, data } = fundChannelCall({ ledger: ledger.domain.ledger, channel, serial, total })
    await sendCalls(ledger.client, { privateKey: channelKey, calls: [{ to, data, value: 0n, gas: usualGas, what: 'filling a channel' }], timeoutMs })
  }
}
