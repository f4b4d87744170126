import { fundProgramme } from '@infinitio/sdk/emission'
import { agreed } from '../terminal/ask.ts'
import { plain } from '../terminal/texts.ts'
import { type MoneyOptions, ptOf, ptText } from '../wallet/moveMoney.ts'
import { sendAct } from '../wallet/sendAct.ts'
import { findProgramme } from './programmes.ts'

/**
 * Pays PT from the wallet into a programme. Throws `api.invalid_field`, `api.not_found`, `wallet.not_confirmed`, and
 * the codes of `fundProgramme`.
 */
export async function payProgramme(id: string, { amount: text, options }: { amount: string; options: MoneyOptions }): Promise<void> {
  const amount = ptOf(text)
  const { contracts, programme } = await findProgramme(id, options)
  await agreed(options, [
    ['Programme', plain(programme.name)],
    ['From the wallet', ptText(amount)],
    ['Left of it then', ptText(BigInt(programme.remaining) + amount)],
    ['Can be taken out again', 'no'],
    [
      'Leaves it each earning hour',
      `${ptText(BigInt(programme.perEpoch))}, or what is left; machines get less of it when the cap of the hour is low, and the rest becomes free surplus`,
    ],
    ['Transactions', 'at most 2, each pays the network fee'],
  ])
  await sendAct({ options, done: `${ptText(amount)} paid into programme ${id}` }, (access, sending) =>
    fundProgramme(access, { programme: programme.id, amount }, { ...sending, contracts }),
  )
}
