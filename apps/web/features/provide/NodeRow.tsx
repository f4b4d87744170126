'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { memo } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { nodeDots } from '#web/features/provide/nodeDots.ts'
import { WeekUse } from '#web/features/provide/WeekUse.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText, minuteText } from '#web/parts/format/clockText.ts'
import { sizeText } from '#web/parts/format/sizeText.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

const highestTier = 3

/** An action on one machine of the table. */
export type NodeAct = 'price' | 'pause' | 'why' | 'leases'

type NodeRowProps = {
  readonly node: ProviderNode
  /** The position of the row in the whole list; the first row has 1. */
  readonly place: number
  readonly chosen: boolean
  readonly active: boolean
  /** True while the leases of this machine are shown below the table. */
  readonly isOpen: boolean
  /** The end of the maintenance that is in progress, in Unix seconds, or null. */
  readonly maintenanceUntil: number | null
  /** The use of each of the last days, as `weekUseOf` returns it. */
  readonly use: string
  readonly onChoose: (node: string, isRange: boolean) => void
  readonly onAct: (node: ProviderNode, act: NodeAct) => void
}

/** Shows one machine: whether it is chosen, its state, rented GPUs, price compared with its class, earnings and the possible actions. */
export const NodeRow = memo(function NodeRow({ node, place, chosen, active, isOpen, maintenanceUntil, use, onChoose, onAct }: NodeRowProps) {
  const t = useTranslations('provide')
  return (
    <tr id={`node-${node.node}`} data-row aria-rowindex={place + 1} aria-selected={chosen} className={clsx(active && 'active')}>
      <td className="pick">
        <input
          type="checkbox"
          className="box"
          tabIndex={-1}
          aria-label={t('fleet.choose', { name: node.name })}
          checked={chosen}
          onClick={(event) => onChoose(node.node, event.shiftKey)}
          readOnly
        />
      </td>
      <td>
        <Link href={`/provide/nodes/${node.node}`} className="link name">
          <b className="strong">{givenName(node.name)}</b>
        </Link>{' '}
        {node.simulated && <SimulatedBadge />}
        <span className="block t12 dim name">
          {node.gpus} × {givenName(node.className)}, {useRegionName()(node.regionName)}
        </span>
        <LeasesButton node={node} isOpen={isOpen} onAct={onAct} />
      </td>
      <State node={node} maintenanceUntil={maintenanceUntil} onAct={onAct} />
      <td className="hide-s t12">
        {t('fleet.cores', { cores: node.cpuCores, ram: sizeText(node.ramGib) })}
        <span className="block dim">{t('fleet.disk', { disk: sizeText(node.diskGib) })}</span>
      </td>
      <td className="hide-s">
        <span className="row g2">
          <Rented node={node} />
          <WeekUse use={use} />
        </span>
        <span className="block t12 dim">{t('fleet.paidHours', { hours: Number(node.paidGpuSeconds) / 3_600 })}</span>
      </td>
      <td className="n price">
        {node.ask === null ? '–' : <b>{amountText(BigInt(node.ask.pricePerGpuSecond) * 3_600n)}</b>}
        {node.ask !== null && <About units={BigInt(node.ask.pricePerGpuSecond) * 3_600n} />}
      </td>
      <td className="hide-s">
        {node.ask === null || node.pricePercentile === null ? '–' : <Market node={node} percentile={node.pricePercentile} />}
      </td>
      <td className="n hide-s">
        <Power node={node} />
      </td>
      <td className="n hide-s">
        {amountText(BigInt(node.earned))}
        <About units={node.earned} />
      </td>
      <Actions node={node} onAct={onAct} />
    </tr>
  )
})

/**
 * Shows the state of a machine. Below the state, shows the facts that apply: the end of its maintenance, its reliability, a link to the reasons why nobody
 * rents it, and its last heartbeat if it does not respond.
 */
function State({ node, maintenanceUntil, onAct }: Pick<NodeRowProps, 'node' | 'maintenanceUntil' | 'onAct'>) {
  const t = useTranslations('provide')
  return (
    <td>
      <span className="row g1">
        <i className={clsx('dot', nodeDots[node.state])} />
        {t(`state.${node.state}`)}
      </span>
      {maintenanceUntil !== null && <span className="block t12 dim">{t('fleet.maintenance', { moment: dayMinuteText(maintenanceUntil) })}</span>}
      {node.reliabilityBps !== null && <span className="block t12 dim">{t('fleet.reliable', { percent: node.reliabilityBps / 100 })}</span>}
      {node.privateAsks.length > 0 && <span className="block t12 dim">{t('fleet.private', { count: node.privateAsks.length })}</span>}
      {node.state !== 'retired' && <Tier node={node} />}
      {maintenanceUntil === null && node.state === 'listed' && node.freeGpus > 0 && (
        <button
          type="button"
          className="link t12 block min-h-6"
          aria-label={t('fleet.whyNamed', { name: node.name })}
          onClick={() => onAct(node, 'why')}
        >
          {t('fleet.why')}
        </button>
      )}
      {maintenanceUntil === null && (node.state === 'suspect' || node.state === 'lost') && node.lastSeenAt !== null && (
        <span className="block t12 dim">{t('fleet.lastSeen', { time: minuteText(node.lastSeenAt) })}</span>
      )}
    </td>
  )
}

/** Shows how many leases a machine had and has. A press shows these leases below the table, or hides them. */
function LeasesButton({ node, isOpen, onAct }: Pick<NodeRowProps, 'node' | 'isOpen' | 'onAct'>) {
  const t = useTranslations('provide.fleet')
  const counts = { closed: node.completedLeases, running: node.activeLeases }
  return (
    <button
      type="button"
      className="link t12 block min-h-6"
      aria-expanded={isOpen}
      aria-controls="machine-leases"
      onClick={() => onAct(node, 'leases')}
    >
      {t('leases', counts)} <span className="sr-only">{t('leasesOf', { name: node.name })}</span>
    </button>
  )
}

/**
 * Shows the tier (verification level) of a machine. Unless this is the highest tier, also shows a link to the conditions of the next tier. A phone has no space
 * for the link in this row; the page of the machine has it too.
 */
function Tier({ node: { node, name, tier } }: Pick<NodeRowProps, 'node'>) {
  const t = useTranslations('provide')
  return (
    <span className="nowrap block t12 dim">
      {t('fleet.tier', { tier })}{' '}
      {tier < highestTier && (
        <Link
          className="link inline-flex min-h-6 items-center max-sm:hidden"
          href={`/gpus/${node}#reliability`}
          aria-label={t('fleet.nextTierNamed', { name, next: tier + 1 })}
        >
          {t('fleet.nextTier', { next: tier + 1 })}
        </Link>
      )}
    </span>
  )
}

/** The actions on one machine. A retired machine has none, because it can never be listed again. */
function Actions({ node, onAct }: Pick<NodeRowProps, 'node' | 'onAct'>) {
  const t = useTranslations('provide')
  if (node.state === 'retired') return <td className="n acts" />
  return (
    <td className="n acts">
      <span className="inline-flex justify-end gap-1.5">
        {node.ask === null ? (
          <Button size="sm" aria-label={t('resumeNamed', { name: node.name })} onClick={() => onAct(node, 'price')}>
            {t('resume')}
          </Button>
        ) : (
          <>
            <Button size="sm" aria-label={t('changePriceNamed', { name: node.name })} onClick={() => onAct(node, 'price')}>
              {t('changePrice')}
            </Button>
            <Button size="sm" tone="ghost" aria-label={t('pauseNamed', { name: node.name })} onClick={() => onAct(node, 'pause')}>
              {t('pause')}
            </Button>
          </>
        )}
      </span>
    </td>
  )
}

function Rented({ node: { gpus, freeGpus } }: { readonly node: ProviderNode }) {
  const t = useTranslations('provide')
  const rented = gpus - freeGpus
  return (
    <span className="gp" role="img" aria-label={t('rentedOf', { rented, gpus })}>
      {Array.from({ length: gpus }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the marks, one for each GPU, have no key but their position.
        <i key={index} className={index < rented ? 'on' : undefined} />
      ))}
    </span>
  )
}

/** Shows the power of a machine and the temperature of its hottest GPU. For a simulated machine, shows only that it is simulated. */
function Power({ node: { watts, hottestCelsius, simulated } }: { readonly node: ProviderNode }) {
  const t = useTranslations('provide')
  if (simulated) return <span className="t12 dim">{t('fleet.simulated')}</span>
  if (watts === null && hottestCelsius === null) return '–'
  return (
    <>
      {watts === null ? '–' : t('fleet.watts', { watts: Math.round(watts) })}
      <span className="block t12 dim">{hottestCelsius === null ? '–' : t('fleet.celsius', { celsius: Math.round(hottestCelsius) })}</span>
    </>
  )
}

function Market({ node, percentile }: { readonly node: ProviderNode; readonly percentile: number }) {
  const t = useTranslations('provide')
  const percent = Math.round(percentile / 100)
  const median = node.classMedianPricePerGpuSecond
  return (
    <span className="t12" title={median === null ? undefined : t('median', { price: amountText(BigInt(median) * 3_600n) })}>
      <span className="pct" aria-hidden>
        <i style={{ left: `${percent}%` }} />
      </span>
      {t('dearerThan', { percent })}
    </span>
  )
}
