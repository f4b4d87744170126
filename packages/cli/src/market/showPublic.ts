import { refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { facts } from '../terminal/facts.ts'
import { printResult } from '../terminal/printResult.ts'

/** Prints a lease as the chain tells it to anybody. */
export async function showPublicLease(leaseId: string, options: CommonOptions): Promise<void> {
  print(options, await openClient(options).getPublicLease(leaseId))
}

/** Prints what the market's contracts hold of an account. */
export async function showPublicAccount(account: string, options: CommonOptions): Promise<void> {
  const address = parseAddress(account)
  if (address === null) throw refusal('api.bad_address', { detail: account })
  print(options, await openClient(options).getPublicAccount(address.toLowerCase()))
}

/** Prints a block with what in it concerns the market. */
export async function showBlock(number: string, options: CommonOptions): Promise<void> {
  print(options, await openClient(options).getBlock(number))
}

/** Prints a transaction with its decoded events. */
export async function showTransaction(hash: string, options: CommonOptions): Promise<void> {
  const { logs, ...found } = await openClient(options).getTransaction(hash)
  const events = logs.map(({ name, args }) => `${name} ${JSON.stringify(args)}`)
  printResult({ json: options.json, value: { ...found, logs }, text: [facts(found), ...events].join('\n') })
}

function print({ json }: CommonOptions, value: object): void {
  printResult({ json, value, text: facts({ ...value }) })
}
