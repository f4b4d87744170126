import { refusal } from '@infinitio/sdk'
import { getHosting, getHostingAccount, hostingMove } from '@infinitio/sdk/services'
import { type CommonOptions, openClient, readWalletKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { plain, table, utcText } from '../terminal/texts.ts'
import { type MoneyOptions, ptOf, ptText } from '../wallet/moveMoney.ts'
import { sendAct } from '../wallet/sendAct.ts'

const programmeDays = 25n
const network = ['Transactions', '1, which pays the network fee'] as const

/** Prints the hosting programmes of a model, newest first, and the amounts that hosts earned from them on the last published days. */
export async function listHosting(model: string, options: CommonOptions): Promise<void> {
  const found = await getHosting(openClient(options).transport, { model })
  const programmes = found.programmes.map((one) => [
    ...[`${one.programme}`, ptText(BigInt(one.perDay)), ptText(BigInt(one.assigned)), ptText(BigInt(one.claimed))],
    ...[one.returned === null ? '' : ptText(BigInt(one.returned)), utcText(one.refundAt), one.sponsor],
  ])
  const shares = found.shares.map((one) => [
    ...[`${one.programme}`, `${one.day}`, ptText(BigInt(one.amount)), one.claimed ? 'claimed' : 'open', one.account],
  ])
  const parts = [
    programmes.length === 0
      ? `No hosting programmes of ${plain(model)}.`
      : table([['no', 'a day', 'assigned', 'claimed', 'returned', 'rest from', 'sponsor'], ...programmes], { right: [0, 1, 2, 3, 4] }),
    ...(shares.length === 0 ? [] : [table([['no', 'day', 'earned', 'state', 'host'], ...shares], { right: [0, 1, 2] })]),
  ]
  printResult({ json: options.json, value: found, text: parts.join('\n\n') })
}

/** Pays a daily amount for 25 days into a new programme for a model. Like every function below, it throws `wallet.not_confirmed` and the codes of `hostingMove`. */
export async function sponsorHosting(model: string, { amount: text, options }: { amount: string; options: MoneyOptions }): Promise<void> {
  const perDay = ptOf(text)
  const contracts = await contractsOf(options)
  await agreed(options, [
    ['Model', plain(model)],
    ['A day, at most', ptText(perDay)],
    ['From the wallet', ptText(perDay * programmeDays)],
    ['Comes back', 'after 30 days, the part that no host earned'],
    ['Transactions', 'at most 2, each pays the network fee'],
  ])
  await sendAct({ options, done: `${ptText(perDay * programmeDays)} paid for the hosting of ${plain(model)}` }, (access, sending) =>
    hostingMove(access, { kind: 'sponsor', model, perDay }, { ...sending, contracts }),
  )
}

/** Claims the oldest shares of the wallet, at most 50. Throws `api.not_found` if there are none. */
export async function claimHosting(options: MoneyOptions): Promise<void> {
  const { contracts, claims, account } = await accountOf(options)
  if (claims.length === 0) throw refusal('api.not_found', { detail: 'nothing can be claimed' })
  const sum = claims.reduce((all, { amount }) => all + BigInt(amount), 0n)
  await agreed(options, [['Shares', `${claims.length}`], ['Into the wallet', ptText(sum)], network])
  await sendAct({ options, done: `${ptText(sum)} claimed` }, (access, sending) =>
    hostingMove(access, { kind: 'claim', account, shares: claims }, { ...sending, contracts }),
  )
}

/** Gets back the rest of a programme of the wallet. Throws `api.not_found` for a number that is not one of its programmes. */
export async function refundHosting(id: string, options: MoneyOptions): Promise<void> {
  const { contracts, programmes } = await accountOf(options)
  const programme = programmes.find((one) => `${one.programme}` === id && one.returned === null)
  if (programme === undefined) throw refusal('api.not_found', { detail: `programme ${id} of this wallet` })
  const rest = BigInt(programme.perDay) * programmeDays - BigInt(programme.assigned)
  await agreed(options, [['Programme', id], ['Into the wallet', ptText(rest)], ['From', `${utcText(programme.refundAt)} UTC`], network])
  await sendAct({ options, done: `${ptText(rest)} are back` }, (access, sending) =>
    hostingMove(access, { kind: 'refund', programme }, { ...sending, contracts }),
  )
}

async function contractsOf(options: MoneyOptions) {
  return (await accountOf(options)).contracts
}

async function accountOf(options: MoneyOptions) {
  const account = readWalletKey(options).address.toLowerCase()
  const { contracts, ...found } = await getHostingAccount(openClient(options).transport, account)
  if (contracts === null) throw refusal('api.not_found', { detail: 'this market has no hosting pool' })
  return { ...found, account, contracts }
}
