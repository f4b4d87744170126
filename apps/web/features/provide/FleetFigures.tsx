'use client'
import type { ProviderWire } from '@infinitio/domain/wire'
import { ownUse } from '@infinitio/sdk'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Stat } from '#web/components/ui/Stat.tsx'
import { powerCost, storedPowerPrice } from '#web/parts/market/powerCost.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { percentText } from '#web/parts/market/marketTexts.ts'

const week = 7n * 86_400n
const hoursPerDay = 24

type FleetFiguresProps = { readonly provider: Pick<ProviderWire, 'nodes' | 'leases' | 'chainNow'> }

/** Shows how much of an account's GPUs was leased in the last 7 days, the present power of its machines, and the cost of that power per day. */
export function FleetFigures({ provider }: FleetFiguresProps) {
  const t = useTranslations('provide.figures')
  const [price, setPrice] = useState<string | null>(null)
  useEffect(() => setPrice(storedPowerPrice(window.localStorage)), [])
  const use = fleetUse(provider)
  const { watts, celsius } = fleetPower(provider.nodes)
  const cost = watts === null || price === null ? null : powerCost(watts * hoursPerDay, price)
  return (
    <div className="stats mt-5">
      <Stat name={t('use')} value={use === null ? '–' : percentText(use)} below={t(use === null ? 'useNone' : 'useText')} />
      <Stat
        name={t('power')}
        value={watts === null ? '–' : watts < 1_000 ? t('watts', { watts: Math.round(watts) }) : t('kilowatts', { kilowatts: watts / 1_000 })}
        below={watts === null ? t('noPower') : celsius === null ? t('noHottest') : t('hottest', { celsius: Math.round(celsius) })}
      />
      <Stat
        name={t('cost')}
        value={cost === null ? '–' : amountText(cost)}
        unit={
          cost === null ? undefined : (
            <>
              PT
              <About units={cost} />
            </>
          )
        }
        below={cost === null || price === null ? t('noCost') : t('costText', { price })}
      />
    </div>
  )
}

/** Returns the leased share, in basis points, of all GPUs of an account in the last 7 days; null if none of its machines is listed or leased. Pure. */
export function fleetUse({ nodes, leases, chainNow }: FleetFiguresProps['provider']): number | null {
  // `ownUse` calculates the share of one class. Here all machines count together, so they get the same class.
  const use = ownUse({ nodes: nodes.map((node) => ({ ...node, classId: 0 })), leases, chainNow }, { classId: 0, windowSeconds: week })
  return use === null ? null : Number(use)
}

/**
 * Returns the sum of the reported power of machines in watts, and the temperature of their hottest GPU; null for a value that no machine reports. Leaves out
 * removed machines, whose last report is from before the removal. Pure.
 */
export function fleetPower(nodes: readonly Pick<ProviderWire['nodes'][number], 'state' | 'watts' | 'hottestCelsius'>[]): {
  readonly watts: number | null
  readonly celsius: number | null
} {
  const present = nodes.filter(({ state }) => state !== 'retired')
  const watts = present.flatMap((node) => node.watts ?? [])
  const celsius = present.flatMap((node) => node.hottestCelsius ?? [])
  return {
    watts: watts.length === 0 ? null : watts.reduce((sum, one) => sum + one, 0),
    celsius: celsius.length === 0 ? null : Math.max(...celsius),
  }
}
