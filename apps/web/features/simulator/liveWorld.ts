import type { ParametersWire } from '@infinitio/domain/wire'
import type { Dao } from '#web/parts/govern/governQueries.ts'

type LiveSource = { readonly dao: Pick<Dao, 'interest' | 'staked' | 'supply'> | null; readonly parameters: ParametersWire['items'] }

/**
 * Returns the assumptions that this market knows, as the fields of the simulator have them, in percent: its fee, the burned share of the fees, the share of G
 * that is staked, and the interest on it. Leaves out a value that the contracts do not have.
 */
export function liveWorld({ dao, parameters }: LiveSource): Readonly<Record<string, string>> {
  const values = parameters.flatMap((item) => item.values)
  const bpsOf = (key: string) => {
    const value = values.find((one) => one.key === key)?.value ?? null
    return value === null ? {} : { [key === 'feeBps' ? 'feePerSide' : 'burnedOfFees']: percentText(Number(value)) }
  }
  if (dao === null) return {}
  const stakedBps = dao.supply === '0' ? 0 : Number((BigInt(dao.staked) * 10_000n) / BigInt(dao.supply))
  return { ...bpsOf('feeBps'), ...bpsOf('burnBps'), stakedShare: percentText(stakedBps), stakingInterest: percentText(dao.interest.bps) }
}

/** Returns basis points as percent without zeros at the end: 25 is "0.25". */
function percentText(bps: number): string {
  return `${bps / 100}`
}
