import { honestPool, type PoolSettings } from './settings.ts'

/**
 * One row of the table of cheats: the settings of a simulated pool, and the rule by which its result is judged.
 * - `apart`: wrong results must be rare.
 * - `together`: the mean profit of a faked task must be lower than that of an honest one.
 * - `limit`: the row shows where the rules no longer help.
 */
export type PoolRow = { readonly name: string; readonly kind: 'apart' | 'together' | 'limit'; readonly settings: PoolSettings }

const fifth = { cheatBps: 2_000, groupSize: 40 } as const
const third = { cheatBps: 3_333, groupSize: 67 } as const
const whole = { chunks: 1, faked: 1 } as const
/**
 * Settings for cheats that are excluded once they are caught. This simulation runs longer. Otherwise the tasks that they fake before they are caught would be
 * too large a fraction of all tasks.
 */
const apart = { cheatBps: 2_000, cheatsStay: false, cheatLoadBps: 10_000, tasks: 6_000 } as const

/**
 * Returns the rows of the table of `npm run bench -- replication`, for one seed. Cheats act separately, in groups of three, or as a cartel. In some rows,
 * honest accounts are busy, absent or copy answers.
 */
export function poolRows(seed: number): PoolRow[] {
  const row = (kind: PoolRow['kind'], name: string, change: Partial<PoolSettings>): PoolRow => ({
    name,
    kind,
    settings: { ...honestPool, seed, ...change },
  })
  const shares = [
    ['a fifth', fifth],
    ['a third', third],
  ] as const
  return [
    ...[1, 3, 26, 256].map((faked) => row('apart', `a fifth cheats alone, ${faked} of 256 chunks`, { ...apart, faked })),
    row('apart', 'a fifth cheats in threes', { ...apart, groupSize: 3 }),
    ...shares.flatMap(([name, share]) =>
      [5_000, 8_000, 9_000].map((loadBps) => row('together', `cartel of ${name}, ${loadBps / 100} % busy`, { ...share, loadBps })),
    ),
    ...shares.map(([name, share]) => row('together', `cartel of ${name} that appeals`, { ...share, cheatsAppeal: true })),
    ...[3, 26].map((faked) => row('together', `cartel of a third, ${faked} of 256 chunks`, { ...third, faked })),
    ...shares.flatMap(([name, share]) => [
      row('together', `cartel of ${name}, unsplit, always audited`, { ...share, ...whole, loadBps: 8_000 }),
      row('together', `cartel of ${name}, unsplit, one in four audited`, { ...share, ...whole, streak: 40, loadBps: 8_000 }),
    ]),
    ...[3_000, 5_000].map((absentBps) => row('together', `cartel of a third, ${absentBps / 100} % of the honest absent`, { ...third, absentBps })),
    ...shares.map(([name, share]) => row('limit', `cartel of ${name}, 80 % of the honest absent`, { ...share, absentBps: 8_000 })),
    row('together', 'half of the honest copy, a fifth cheats alone', {
      ...apart,
      cheatsStay: true,
      cheatLoadBps: 2_000,
      copyingBps: 5_000,
      tasks: 1_500,
    }),
    ...shares.map(([name, share]) => row('limit', `cartel of ${name}, half of the honest copy`, { ...share, copyingBps: 5_000 })),
  ]
}

/**
 * Returns the profit that cheats make with each faked task, as a share of the profit that honest workers make with each task: 1 means that both are equal.
 * Returns null if no task was faked, or if honest workers earned nothing.
 */
export function cheatOfHonest({
  cheatProfit,
  honestProfit,
  fakedTasks,
}: {
  cheatProfit: number
  honestProfit: number
  fakedTasks: number
}): number | null {
  return fakedTasks === 0 || honestProfit <= 0 ? null : cheatProfit / honestProfit
}
