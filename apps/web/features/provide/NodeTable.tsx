'use client'
import clsx from 'clsx'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { amountText } from '#web/features/format/amountText.ts'
import type { ProviderNode } from '#web/features/provide/providerNode.ts'
import { SimulatedBadge } from '#web/features/search/SimulatedBadge.tsx'

const PriceDialog = dynamic(() => import('#web/features/provide/PriceDialog.tsx').then((module) => module.PriceDialog), { ssr: false })
const BulkPriceDialog = dynamic(() => import('#web/features/provide/BulkPriceDialog.tsx').then((module) => module.BulkPriceDialog), { ssr: false })
const PauseDialog = dynamic(() => import('#web/features/provide/PauseDialog.tsx').then((module) => module.PauseDialog), { ssr: false })

const firstNodes = 12

/** The provider's nodes: state, GPUs rented, price against the class, what it earned, and what can be changed. */
export function NodeTable({ nodes, nextAskNonce }: { readonly nodes: readonly ProviderNode[]; readonly nextAskNonce: string }) {
  const t = useTranslations('provide')
  const [change, setChange] = useState<{ readonly node: ProviderNode; readonly what: 'price' | 'pause' } | null>(null)
  const [isBulk, setIsBulk] = useState(false)
  const [all, setAll] = useState(false)
  // The real machine first: it is the one its owner came for.
  const ordered = [...nodes].sort((a, b) => Number(a.simulated) - Number(b.simulated))
  const shown = all ? ordered : ordered.slice(0, firstNodes)
  return (
    <Panel
      className="mt-5"
      title={t('nodes')}
      note={t('nodesNote')}
      end={
        <Button size="sm" disabled={!nodes.some(({ ask }) => ask !== null)} onClick={() => setIsBulk(true)}>
          {t('changePrices')}
        </Button>
      }
    >
      <div className="scroll">
        <table className="table nt">
          <TableHead
            columns={[
              { name: t('column.node') },
              { name: t('column.state') },
              { name: t('column.rented'), className: 'hide-s' },
              { name: t('column.price'), className: 'n' },
              { name: t('column.market'), className: 'hide-s' },
              { name: t('column.earned'), className: 'n hide-s' },
              { name: t('column.actions'), className: 'n', forEars: true },
            ]}
          />
          <tbody>
            {shown.map((node) => (
              <NodeRow key={node.node} node={node} onChange={(what) => setChange({ node, what })} />
            ))}
          </tbody>
        </table>
      </div>
      {!all && ordered.length > firstNodes && (
        <p className="panel-foot">
          <button type="button" className="link" onClick={() => setAll(true)}>
            {t('showAll', { count: ordered.length })}
          </button>
        </p>
      )}
      {change?.what === 'price' && <PriceDialog node={change.node} nextAskNonce={nextAskNonce} onClose={() => setChange(null)} />}
      {isBulk && <BulkPriceDialog nodes={ordered} onClose={() => setIsBulk(false)} />}
      {change?.what === 'pause' && <PauseDialog node={change.node} onClose={() => setChange(null)} />}
    </Panel>
  )
}

const dots = { listed: 'ok', rented: 'ok', paused: 'off', suspect: 'wait', lost: 'bad', delisted: 'bad', retired: 'off' } as const

function NodeRow({ node, onChange }: { readonly node: ProviderNode; readonly onChange: (what: 'price' | 'pause') => void }) {
  const t = useTranslations('provide')
  const rented = node.gpus - node.freeGpus
  return (
    <tr>
      <td>
        <Link href={`/gpus/${node.node}`}>
          <b className="strong">{node.name}</b>
        </Link>{' '}
        {node.simulated && <SimulatedBadge />}
        <span className="block t12 dim">
          {node.gpus} × {node.className}, {node.regionName}
        </span>
      </td>
      <td>
        <span className="row g1">
          <i className={clsx('dot', dots[node.state])} />
          {t(`state.${node.state}`)}
        </span>
      </td>
      <td className="hide-s">
        <span className="gp" role="img" aria-label={t('rentedOf', { rented, gpus: node.gpus })}>
          {Array.from({ length: node.gpus }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the marks of a count have nothing else to tell them apart.
            <i key={index} className={index < rented ? 'on' : undefined} />
          ))}
        </span>
      </td>
      <td className="n">{node.ask === null ? '–' : <b>{amountText(BigInt(node.ask.pricePerGpuSecond) * 3_600n)}</b>}</td>
      <td className="hide-s">
        {node.ask === null || node.pricePercentile === null ? '–' : <Market node={node} percentile={node.pricePercentile} />}
      </td>
      <td className="n hide-s">{amountText(BigInt(node.earned))}</td>
      <td className="n">
        <span className="inline-flex flex-wrap justify-end gap-1.5">
          {node.ask === null ? (
            <Button size="sm" aria-label={t('resumeNamed', { name: node.name })} onClick={() => onChange('price')}>
              {t('resume')}
            </Button>
          ) : (
            <>
              <Button size="sm" aria-label={t('changePriceNamed', { name: node.name })} onClick={() => onChange('price')}>
                {t('changePrice')}
              </Button>
              <Button size="sm" tone="ghost" aria-label={t('pauseNamed', { name: node.name })} onClick={() => onChange('pause')}>
                {t('pause')}
              </Button>
            </>
          )}
        </span>
      </td>
    </tr>
  )
}

function Market({ node, percentile }: { readonly node: ProviderNode; readonly percentile: number }) {
  const t = useTranslations('provide')
  const percent = Math.round(percentile / 100)
  return (
    <span
      className="t12"
      title={
        node.classMedianPricePerGpuSecond === null
          ? undefined
          : t('median', { price: amountText(BigInt(node.classMedianPricePerGpuSecond) * 3_600n) })
      }
    >
      <span className="pct" aria-hidden>
        <i style={{ left: `${percent}%` }} />
      </span>
      {t('dearerThan', { percent })}
    </span>
  )
}
