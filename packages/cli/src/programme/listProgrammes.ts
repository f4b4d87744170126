import { listProgrammes as readProgrammes } from '@infinitio/sdk/emission'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { plain } from '../terminal/plain.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { ptText } from '../wallet/moneyTexts.ts'

/** Prints incentive programmes, newest first, with what is left of each. */
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
