import { refusal } from '@infinitio/sdk'
import { claimEmission, getEmission, getEmissionAccount, openExitAccess } from '@infinitio/sdk/emission'
import { openClient, readWalletKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { type MoneyOptions, ptText, rpcOf } from '../wallet/moveMoney.ts'
import { openSender } from '../wallet/openSender.ts'

/**
 * Claims what a provider earned in final epochs (hours of serving) with a transaction of the wallet. Throws `wallet.not_confirmed`, `api.not_found` if nothing
 * is owed, and the codes of `claimEmission`.
 */
export async function claimEpochs(text: string | undefined, options: MoneyOptions): Promise<void> {
  // Check this before any question: an API key cannot send transactions.
  if (options.apiKey !== undefined) throw refusal('auth.key_not_allowed', { detail: 'an API key claims nothing' })
  const wallet = readWalletKey(options)
  const provider = text === undefined ? wallet.address.toLowerCase() : keyAddress(text)
  const client = openClient(options)
  const { transport } = client
  const [{ emission }, { claim, claimed, pending }, { chainId }] = await Promise.all([
    getEmission(transport),
    getEmissionAccount(transport, provider),
    client.getChain(),
  ])
  if (emission === null || claim === null) throw refusal('api.not_found', { detail: `nothing can be claimed for ${provider}` })
  await agreed(options, [
    ['Up to epoch', String(claim.epoch)],
    ['Earned in all', ptText(BigInt(claim.cumulative))],
    ['Paid before', ptText(BigInt(claimed))],
    [`To ${provider}`, ptText(BigInt(claim.amount))],
    ['Waiting to be final', ptText(BigInt(pending))],
    ['Transactions', '1, which pays the network fee'],
  ])
  const rpcUrl = rpcOf(options)
  const send = await openSender({ account: wallet, rpcUrl, chainId })
  const txHash = await claimEmission(openExitAccess({ rpcUrl }), { provider, claim }, { account: wallet.address, contract: emission.contract, send })
  printResult({
    json: options.json,
    value: { txHash, amount: claim.amount },
    text: `${ptText(BigInt(claim.amount))} paid to ${provider} (${txHash}).`,
  })
}
