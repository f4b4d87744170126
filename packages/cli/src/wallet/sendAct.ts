import { refusal } from '@infinitio/sdk'
import { type BountySending, type ExitAccess, openExitAccess } from '@infinitio/sdk/governance'
import { openClient, readWalletKey } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { type MoneyOptions, rpcOf } from './moveMoney.ts'
import { openSender } from './openSender.ts'

/** Executes an action with transactions of the wallet. Resolves with a transaction hash. */
type CarryOut = (access: ExitAccess, sending: BountySending) => Promise<string>

/** Sends an action of the wallet and prints the result. Throws `auth.key_not_allowed` and the codes of `carryOut`. */
export async function sendAct({ options, done }: { options: MoneyOptions; done: string }, carryOut: CarryOut): Promise<void> {
  if (options.apiKey !== undefined) throw refusal('auth.key_not_allowed', { detail: 'an API key moves no tokens of the wallet' })
  const account = readWalletKey(options)
  const { addresses, chainId } = await openClient(options).getChain()
  const rpcUrl = rpcOf(options)
  const send = await openSender({ account, rpcUrl, chainId })
  const txHash = await carryOut(openExitAccess({ rpcUrl }), {
    ...{ account: account.address, directory: addresses.directory as BountySending['directory'], send },
  })
  printResult({ json: options.json, value: { txHash }, text: `${done} (${txHash}).` })
}
