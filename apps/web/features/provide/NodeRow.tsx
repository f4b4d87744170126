'use client'
import clsx from 'clsx'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { memo } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

const dots = { listed: 'ok', rented: 'ok', paused: 'off', suspect: 'wait', lost: 'bad', delisted: 'bad', retired: 'off' } as const

/** An action on one machine of the table. */
export type NodeAct = 'price' | 'pause' | 'why'

type NodeRowProps = {
  readonly node: ProviderNode
  /** The position of the row in the whole list, starting with 1. */
  readonly place: number
  readonly chosen: boolean
  readonly active: boolean
  readonly onChoose: (node: string, isRange: boolean) => void
  readonly onAct: (node: ProviderNode, act: NodeAct) => void
}

/** Shows one machine: whether it is chosen, its state, rented GPUs, price compared with its class, earnings and the possible actions. */
export const NodeRow = memo(function NodeRow({ node, place, chosen, active, onChoose, onAct }: NodeRowProps) {
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
        <Link href={`/gpus/${node.node}`} className="name">
          <b className="strong">{node.name}</b>
        </Link>{' '}
        {node.simulated && <SimulatedBadge />}
        <span className="block t12 dim name">
          {node.gpus} × {node.className}, {useRegionName()(node.regionName)}
        </span>
      </td>
      <td>
        <span className="row g1">
          <i className={clsx('dot', dots[node.state])} />
          {t(`state.${node.state}`)}
        </span>
        {node.state === 'listed' && node.freeGpus > 0 && (
          <button type="button" className="link t12" aria-label={t('fleet.whyNamed', { name: node.name })} onClick={() => onAct(node, 'why')}>
            {t('fleet.why')}
          </button>
        )}
      </td>
      <td className="hide-s">
        <Rented node={node} />
      </td>
      <td className="n price">
        {node.ask === null ? '–' : <b>{amountText(BigInt(node.ask.pricePerGpuSecond) * 3_600n)}</b>}
        {node.ask !== null && <About units={BigInt(node.ask.pricePerGpuSecond) * 3_600n} />}
      </td>
      <td className="hide-s">
        {node.ask === null || node.pricePercentile === null ? '–' : <Market node={node} percentile={node.pricePercentile} />}
      </td>
      <td className="n hide-s">
        {amountText(BigInt(node.earned))}
        <About units={node.earned} />
      </td>
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
    </tr>
  )
})

function Rented({ node: { gpus, freeGpus } }: { readonly node: ProviderNode }) {
  const t = useTranslations('provide')
  const rented = gpus - freeGpus
  return (
    <span className="gp" role="img" aria-label={t('rentedOf', { rented, gpus })}>
      {Array.from({ length: gpus }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the marks of a count have nothing else to tell them apart.
        <i key={index} className={index < rented ? 'on' : undefined} />
      ))}
    </span>
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
