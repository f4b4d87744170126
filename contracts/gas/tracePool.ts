import { GasParties } from './gasParties.ts'
import { playTask, standUp } from './poolFlows.ts'
import { tracedCall } from './tracedCall.ts'

// Prints the table in gas/README.md: the gas of each call of a task, divided by kind of EVM step. The audit has three calls.

const parties = await GasParties.start()
try {
  const at = await standUp(parties)
  await playTask(at, 'first')
  const columns: Awaited<ReturnType<typeof tracedCall>>[] = []
  await playTask(at, 'second', async (key, call) => {
    const cost = await tracedCall(parties, key, call)
    columns.push(cost)
    return cost.total ?? 0
  })
  console.log(`${''.padEnd(40)} submit accept commit take answer reveal show settle`)
  for (const kind of new Set(columns.flatMap((column) => Object.keys(column))))
    console.log(`${kind.padEnd(40)} ${columns.map((column) => column[kind] ?? 0).join(' ')}`)
} finally {
  await parties.chain.stop()
}
