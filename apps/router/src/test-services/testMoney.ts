import { pTokenAbi, testStablecoinAbi } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import type { Address } from '@infinitio/domain'
import { accountOfKey, type LedgerAccess, readPToken } from '@infinitio/relay'
import { requestFaucet, type Transport } from '@infinitio/sdk/calls'
import { encodeFunctionData, type Hex, parseEther } from 'viem'
import { getBalance } from 'viem/actions'

/**
 * A wallet of the development chain: its private key (`payerKey`), a transport to the market's API, and the service ledger, from which it prepays AI services.
 */
export type TestWallet = { readonly transport: Transport; readonly ledger: LedgerAccess; readonly payerKey: Hex }

const leastCoins = parseEther('0.2')
const usualGas = 300_000n
const timeoutMs = 120_000
const lookMs = 500
/** One dollar in units of the coin with which PToken is bought; the coin has six decimals. One PToken costs 1 ÷ 0.98 coins. */
const dollarUnits = 1_000_000n

/** Asks the faucet for coins if the wallet has too few, and waits until they arrive. Throws an error after two minutes. */
export async function getCoins({ transport, ledger, payerKey }: TestWallet): Promise<void> {
  const account = accountOfKey(payerKey)
  const hasCoins = async () => (await getBalance(ledger.client, { address: account })) >= leastCoins
  if (await hasCoins()) return
  await requestFaucet(transport, { account })
  for (let waitedMs = 0; !(await hasCoins()); waitedMs += lookMs) {
    if (waitedMs >= timeoutMs) throw new Error('the faucet sent no coins')
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
}

/**
 * If the wallet has no PToken, buys some for `dollars` dollars. This is possible because on the development chain everyone may mint the coin with which PToken
 * is bought.
 */
export async function getPToken(
  { ledger, payerKey }: TestWallet,
  { stablecoin, dollars }: { readonly stablecoin: Address; readonly dollars: bigint },
): Promise<void> {
  const account = accountOfKey(payerKey)
  if ((await readPToken(ledger, account)) > 0n) return
  const units = dollars * dollarUnits
  const step = (what: string, to: Address, data: Hex) => ({ what, to, data, value: 0n, gas: usualGas })
  const calls = [
    step('minting test dollars', stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [account, units] })),
    step('approving test dollars', stablecoin, encodeFunctionData({ abi: testStablecoinAbi, functionName: 'approve', args: [ledger.pToken, units] })),
    step('minting PToken', ledger.pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [units, account] })),
  ]
  await sendCalls(ledger.client, { privateKey: payerKey, calls, timeoutMs })
}
