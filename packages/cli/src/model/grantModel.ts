import { refusal } from '@infinitio/sdk'
import { address, grantText, mostRoyaltyBps, parseRoyalty, readModelOwner, signGrant } from '@infinitio/sdk/services'
import { openLedger } from '../services/openLedger.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { utcText } from '../terminal/texts.ts'
import { durationOf, keyAddress } from '../terminal/typedValues.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'

/** Options of `infinitio model grant`. */
export type GrantModelOptions = MoneyOptions & { readonly royalty: string; readonly for: string }

/**
 * Signs a grant of one of the wallet's models, and prints its text. Sends nothing to the chain. Throws `api.not_found`, `api.invalid_field`, `auth.forbidden`
 * for a model of another account, and `wallet.not_confirmed`.
 */
export async function grantModel(
  id: string,
  { payee: to, royalty, for: span, ...options }: GrantModelOptions & { readonly payee: string },
): Promise<void> {
  const payee = address(keyAddress(to))
  const royaltyBps = royaltyOf(royalty)
  const seconds = durationOf(span, '--for')
  if (!/^[1-9]\d{0,8}$/.test(id)) throw refusal('api.not_found', { detail: `model ${id}` })
  const { ledger, account, chainId, access, directory, sign } = await openLedger(options)
  const owner = await readModelOwner(access, { directory, model: Number(id) })
  if (owner !== account) throw refusal('auth.forbidden', { detail: `model ${id} belongs to ${owner}` })
  const until = (await ledger.now()) + seconds
  await agreed(options, [
    ['Model', id],
    ['May sell its answers', payee],
    ['Your royalty', `${royaltyBps / 100} %`],
    ['It can register services until', `${utcText(until)} UTC`],
    ['Transactions', 'none'],
  ])
  const grant = await signGrant({ chainId, ledger: ledger.ledger, owner, model: Number(id), payee, royaltyBps, until }, sign)
  printResult({ json: options.json, value: grant, text: grantText(grant) })
}

function royaltyOf(text: string): number {
  const royaltyBps = parseRoyalty(text)
  if (royaltyBps === null)
    throw refusal('api.invalid_field', { detail: `--royalty ${text}: 0 to ${mostRoyaltyBps / 100} per cent, such as 5 or 2.5` })
  return royaltyBps
}
