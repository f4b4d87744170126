'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { type Emission, emissionQuery } from '#web/parts/govern/emissionQueries.ts'

const hourSeconds = 3_600

/** Shows when the next epoch (an hour of serving) ends, the last published epoch, and how much is paid by all epochs that are not final yet. */
export function EpochPanel() {
  const t = useTranslations('govern.epoch')
  const { data, isError } = useQuery(emissionQuery(browserApi))
  if (data?.emission === null) return null
  return (
    <Panel title={t('title')}>
      {data !== undefined ? (
        <Figures emission={data.emission} chainNow={data.blockTimestamp} />
      ) : isError ? (
        <p className="panel-body t13 dim">{t('failed')}</p>
      ) : (
        <div className="panel-body">
          <Skeleton width="100%" height={72} />
        </div>
      )}
      <p className="panel-foot">
        <Link className="link" href="/govern/emission">
          {t('open')}
        </Link>
      </p>
    </Panel>
  )
}

function Figures({ emission: { lastEpoch, epochs }, chainNow }: { readonly emission: Emission; readonly chainNow: number }) {
  const t = useTranslations('govern.epoch')
  const now = useChainNow(chainNow)
  const promised = epochs.filter(({ state }) => state !== 'final').reduce((sum, { total }) => sum + BigInt(total), 0n)
  return (
    <dl className="kv panel-body">
      <dt>{t('ends')}</dt>
      <dd>
        <b>{spanText(hourSeconds - (now % hourSeconds))}</b>
      </dd>
      <dt>{t('last')}</dt>
      <dd>{lastEpoch === 0 ? t('none') : dayMinuteText(lastEpoch * hourSeconds)}</dd>
      <dt>{t('promised')}</dt>
      <dd>
        {amountText(promised)} PT
        <About units={promised} />
      </dd>
    </dl>
  )
}
