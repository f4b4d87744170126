import { percentOfBps } from '@infinitio/domain'
import type { ParametersWire } from '@infinitio/domain/wire'
import { isInBounds, shownValue, votedFields, worldFields } from '#web/features/simulator/simulatorFields.ts'
import type { Dao } from '#web/parts/govern/governQueries.ts'

type LiveSource = { readonly dao: Pick<Dao, 'interest' | 'staked' | 'supply'> | null; readonly parameters: ParametersWire['items'] }

const wad = 1e18

/**
 * Returns the values of this market for the fields of the simulator, in the units of the fields: the parameters of emission that votes set, the market fee, the
 * burned share of fees, and for staked G its share of all G, its interest and the cap of all interest in a year. Leaves out values that the contracts do not
 * have, and values outside the bounds of a field.
 */
export function liveWorld({ dao, parameters }: LiveSource): Readonly<Record<string, string>> {
  if (dao === null) return {}
  const values = new Map(parameters.flatMap((item) => item.values).map(({ key, value }) => [key, value]))
  const bpsOf = (key: string) => (values.get(key) == null ? undefined : percentOfBps(Number(values.get(key))))
  const stakedBps = dao.supply === '0' ? 0 : Number((BigInt(dao.staked) * 10_000n) / BigInt(dao.supply))
  const live: Readonly<Record<string, string | undefined>> = {
    ...Object.fromEntries(
      votedFields.map((field) => {
        const value = values.get(field.name)
        return [field.name, value == null ? undefined : shownValue(field, field.isWhole ? Number(value) : Number(value) / wad)]
      }),
    ),
    feePerSide: bpsOf('feeBps'),
    burnedOfFees: bpsOf('burnBps'),
    stakedShare: percentOfBps(stakedBps),
    stakingInterest: percentOfBps(dao.interest.bps),
    interestCap: `${Math.floor(Number(dao.interest.mostThisYear) / wad)}`,
  }
  const known = [...votedFields, ...worldFields].filter((field) => live[field.name] !== undefined && isInBounds(field, live[field.name] ?? ''))
  return Object.fromEntries(known.map(({ name }) => [name, live[name] ?? '']))
}
