import { readServiceLedger, registerServiceCall, serviceLedgerAbi, settleListCall } from '@infinitio/chain'
import { createChainClient, sendCalls, setNativeBalances } from '@infinitio/chain/node'
import {
  address,
  type Address,
  assetUnits,
  bps,
  canonicalJson,
  hex32,
  ledgerTypedData,
  type ServiceId,
  serviceId,
  zeroAddress,
} from '@infinitio/domain'
import { encodePacked, keccak256, toBytes, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'

const keyOf = (name: string) => keccak256(toBytes(`e2e seller of a model: ${name}`))
const [payeeKey, channelKey] = [keyOf('payee'), keyOf('channel')]
const coin = 10n ** 18n

/**
 * An AI service that a test sells through the service ledger (the contract that pays for AI services). `key` signs the amounts that are claimed from a payment
 * channel; `settle` takes a claimed amount from the channel.
 */
export type SoldModel = { readonly service: ServiceId; readonly key: Address; readonly settle: (payer: Address, claim: bigint) => Promise<void> }

/**
 * Registers an AI service at the service ledger. After a payer asks to withdraw money from a payment channel, the money stays locked for one hour. The account
 * that gets the service's pay also gets coins for gas.
 */
export async function sellModel({ rpcUrl, url }: Pick<TestDeployment, 'rpcUrl' | 'url'>): Promise<SoldModel> {
  const chain = (await (await fetch(`${url}/api/v1/chain`)).json()) as { chainId: number; addresses: { directory: string } }
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const ledger = await readServiceLedger(client, address(chain.addresses.directory))
  if (ledger === null) throw new Error('the Directory names no service ledger')
  const payee = address(privateKeyToAccount(payeeKey).address.toLowerCase())
  const key = address(privateKeyToAccount(channelKey).address.toLowerCase())
  await setNativeBalances(client, { accounts: [payee], amount: coin })
  const send = (call: { readonly to: Address; readonly data: `0x${string}` }) =>
    sendCalls(client, { privateKey: payeeKey, calls: [{ ...call, what: 'a call of the ledger', value: 0n, gas: 2_000_000n }], timeoutMs: 30_000 })
  const facts = { payee, royaltyTo: address(zeroAddress), royaltyBps: bps(0n), lockSeconds: 3_600, salt: hex32(`0x${'6'.repeat(64)}`) }
  const prices = {
    inputPrice: assetUnits(coin / 5n),
    cachedPrice: assetUnits(coin / 10n),
    outputPrice: assetUnits(coin / 2n),
    step: assetUnits(coin / 100n),
  }
  const names = { model: 'tiny-chat', url: 'https://tiny.example/v1', contact: 'abuse@tiny.example', responseKey: key }
  const terms = canonicalJson({ version: 1, kind: 'chat', asset: 'PToken', ...names, ...prices, leastDeposit: assetUnits(coin / 100n) })
  await send(registerServiceCall({ ledger, facts, operator: address(zeroAddress), terms: toHex(toBytes(terms)) }))
  const args = [{ ...facts, royaltyBps: 0 }] as const
  const service = serviceId(await client.readContract({ address: ledger, abi: serviceLedgerAbi, functionName: 'serviceIdOf', args }))
  return {
    service,
    key,
    async settle(payer, claim) {
      const rows = encodePacked(['address', 'uint24', 'uint32', 'uint96'], [payer, 0, 1, claim])
      const typed = ledgerTypedData('List', { service, asset: 0, rows: hex32(keccak256(rows)) }, { chainId: chain.chainId, ledger })
      const keySignature = await privateKeyToAccount(channelKey).signTypedData(typed as never)
      await send(settleListCall({ ledger, service, asset: 'PToken', key, rows, keySignature }))
    },
  }
}
