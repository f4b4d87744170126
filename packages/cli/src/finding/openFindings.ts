import { refusal } from '@infinitio/sdk'
import { courtTime } from '@infinitio/sdk/governance'
import { type FindingSending, openExitAccess } from '@infinitio/sdk/services'
import { openClient } from '../context/settings.ts'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'

/** Opens a connection to the market's chain to read findings (accusations against AI services). `now` in the result is the chain's time in Unix seconds. */
export async function openFindings(options: MoneyOptions) {
  const { addresses } = await openClient(options).getChain()
  const access = openExitAccess({ rpcUrl: rpcOf(options) })
  return { access, directory: addresses.directory as FindingSending['directory'], now: await courtTime(access) }
}

/** Parses a number above 0. Throws `api.invalid_field`. */
export function numberOf(text: string): bigint {
  if (!/^[1-9]\d{0,15}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not a number` })
  return BigInt(text)
}
