'use client'
import type { NodeProbesWire } from '@infinitio/domain/wire'
import { getNodeProbes } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

const hourSeconds = 3_600

/** Shows what a machine claims about its network, beside what validators measured. */
export function NetworkPanel({ node }: { readonly node: string }) {
  const t = useTranslations('network')
  const query = useQuery({ queryKey: ['node-probes', node], queryFn: () => getNodeProbes(browserApi, node) })
  return (
    <section className="blk" aria-labelledby="network">
      <header>
        <h2 id="network">{t('title')}</h2>
        <p>{t('text')}</p>
        <Link className="end link t13" href="/docs/guides/reliability">
          {t('guide')}
        </Link>
      </header>
      <QueryView query={query} failed={t('failed')} skeleton={<div className="panel min-h-36" aria-hidden />}>
        {(found) => <NodeNetwork found={found} />}
      </QueryView>
    </section>
  )
}

/** Shows the network speed that a machine claims, and the hours in which validators measured it, or why there are no measurements. */
export function NodeNetwork({ found: { claimedMbps, gateways, networkMbps, region, hours } }: { readonly found: NodeProbesWire }) {
  const t = useTranslations('network')
  const regionName = useRegionName()
  const names = ['hour', 'gateways', 'trip', 'down', 'up', 'validators'] as const
  const columns = names.map((name) => ({ name: t(`column.${name}`), className: name === 'hour' || name === 'gateways' ? '' : 'n' }))
  return (
    <div className="panel">
      <p className="panel-body t13">
        {t('claimed', { speed: claimedMbps })} {networkMbps === null ? t('notYet') : t('measured', { speed: networkMbps, gateways })}
      </p>
      {region.name !== null && (
        <p className="panel-body t13 pt-0">
          {t('region', { region: regionName(region.name), state: region.state, possible: region.possible, impossible: region.impossible })}
        </p>
      )}
      {hours.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it.
        <section className="scroll" aria-label={t('hours')} tabIndex={0}>
          <table className="table en">
            <TableHead columns={columns} />
            <tbody>
              {hours.map(({ hour, gateways: reached, rttMs, downMbps, upMbps, validators }) => (
                <tr key={hour}>
                  <td>{dayMinuteText(hour * hourSeconds)}</td>
                  <td>{reached.length === 0 ? t('none') : reached.join(', ')}</td>
                  <td className="n">{rttMs === null ? '–' : t('ms', { ms: rttMs })}</td>
                  <td className="n">{t('speed', { speed: downMbps })}</td>
                  <td className="n">{t('speed', { speed: upMbps })}</td>
                  <td className="n">{validators}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}
