import { percentOfBps } from '@infinitio/domain'
import type { NetworkWire, ParametersWire } from '@infinitio/domain/wire'
import { worldTable } from '@infinitio/economy'
import { isInBounds, shownValue, sizeFields, votedFields, worldFields } from '#web/features/simulator/simulatorFields.ts'
import type { Dao } from '#web/parts/govern/governQueries.ts'

type LiveSource = {
  readonly dao: Pick<Dao, 'interest' | 'staked' | 'supply'> | null
  readonly parameters: ParametersWire['items']
  /** The machines of this market; null until they have loaded. */
  readonly world: Pick<NetworkWire['world'], 'providers' | 'gpus' | 'rentedGpus'> | null
}

const wad = 1e18

/**
 * Returns the values of this market for the fields of the simulator, in the units of the fields: the parameters of emission that votes set, the market fee, the
 * burned share of fees, for staked G its share of all G, its interest and the cap of all interest in a year, the rented share of GPUs, and the providers. Leaves
 * out values that this market does not have, and values outside the bounds of a field.
 */
export function liveWorld({ dao, parameters, world }: LiveSource): Readonly<Record<string, string>> {
  const live = { ...(dao === null ? {} : daoValues(dao, parameters)), ...(world === null ? {} : machineValues(world)) }
  const known = [...sizeFields, ...votedFields, ...worldFields].flatMap((field) => {
    const value = live[field.name]
    return value !== undefined && isInBounds(field, value) ? [[field.name, value] as const] : []
  })
  return Object.fromEntries(known)
}

type Values = Readonly<Record<string, string | undefined>>

/**
 * Returns the rented share of this market's GPUs, and the number of providers of a simulation whose first day has as many providers as this market: by the
 * shipped assumption, the others come later.
 */
function machineValues({ providers, gpus, rentedGpus }: NonNullable<LiveSource['world']>): Values {
  return {
    usualUtilisation: gpus === 0 ? undefined : percentOfBps(Math.round((rentedGpus * 10_000) / gpus)),
    providers: providers === 0 ? undefined : `${Math.round(providers / worldTable.firstProviders.value)}`,
  }
}

function daoValues(dao: NonNullable<LiveSource['dao']>, parameters: LiveSource['parameters']): Values {
  const values = new Map(parameters.flatMap((item) => item.values).map(({ key, value }) => [key, value]))
  const bpsOf = (key: string) => (values.get(key) == null ? undefined : percentOfBps(Number(values.get(key))))
  const stakedBps = dao.supply === '0' ? 0 : Number((BigInt(dao.staked) * 10_000n) / BigInt(dao.supply))
  return {
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
}
