import { refusal } from '@infinitio/sdk'
import { listProgrammes as readProgrammes, fundProgramme } from '@infinitio/sdk/emission'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { plain, table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { ptText, type MoneyOptions, ptOf } from '../wallet/moveMoney.ts'
import { agreed } from '../terminal/ask.ts'
import { sendAct } from '../wallet/sendAct.ts'

/** Prints incentive programmes with their remaining budgets, newest first. */
export async function listProgrammes(options: CommonOptions): Promise<void> {
  const client = openClient(options)
  const [page, { classes, regions }] = await Promise.all([readProgrammes(client.transport), client.getClasses()])
  const className = (id: number | null) => (id === null ? 'any' : (classes.find(({ classId }) => classId === id)?.name ?? `${id}`))
  const regionName = (id: number | null) => (id === null ? 'any' : (regions.find(({ regionId }) => regionId === id)?.name ?? `${id}`))
  const rows = page.items.map(({ id, name, classId, regionId, perEpoch, remaining, state, sponsorCount }) => [
    ...[
      `${id}`,
      ptText(BigInt(perEpoch)),
      ptText(BigInt(remaining)),
      state,
      `${sponsorCount}`,
      plain(className(classId)),
      plain(regionName(regionId)),
      plain(name),
    ],
  ])
  const heading = ['no', 'an epoch', 'left', 'state', 'sponsors', 'class', 'region', 'name']
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No programmes.' : table([heading, ...rows], { right: [0, 1, 2, 4] }) })
}

/** Returns an incentive programme by its number, with the contracts that take payments. Throws `api.not_found`. */
export async function findProgramme(id: string, options: CommonOptions) {
  const { contracts, items } = await readProgrammes(openClient(options).transport)
  const programme = items.find((one) => `${one.id}` === id)
  if (contracts === null || programme === undefined) throw refusal('api.not_found', { detail: `programme ${id}` })
  return { contracts, programme }
}

/**
 * Pays PT from the wallet into the budget of an incentive programme. Throws `api.invalid_field`, `api.not_found`, `wallet.not_confirmed`, and the codes of
 * `fundProgramme`.
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
