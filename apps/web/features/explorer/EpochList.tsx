'use client'
import type { EmissionWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { epochBoardQuery, epochsQuery } from '#web/parts/explorer/explorerQueries.ts'
import { RowsPanel } from '#web/parts/explorer/ListPanel.tsx'
import { signedEpochs } from '#web/features/explorer/signedEpochs.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText, momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

type Epoch = NonNullable<EmissionWire['emission']>['epochs'][number]

const tones = { open: 'pending', waiting: 'pending', final: 'final' } as const
const hourSeconds = 3_600

/**
 * Lists the last valid epochs (hours for which machines were paid), each with the amount paid, the number of paid machines, the signing validators, and whether
 * it is final.
 */
export function EpochList() {
  const t = useTranslations('explorer.epochs')
  const query = useQuery(epochsQuery(browserApi))
  const { data: board } = useQuery(epochBoardQuery(browserApi))
  if (query.data === undefined && query.isError) return <ErrorState title={t('failed')} error={query.error} onRetry={() => void query.refetch()} />
  const { signersOf } = signedEpochs(board?.items ?? [])
  const columns = [
    { name: t('epoch') },
    { name: t('statement'), className: 'hide-s' },
    { name: t('nodes'), className: 'n hide-s' },
    { name: t('signers'), className: 'n hide-s' },
    { name: t('burned'), className: 'n hide-s' },
    { name: t('paid'), className: 'n' },
    { name: t('state'), className: 'n' },
  ]
  return (
    <RowsPanel
      title={t('title')}
      note={t('note')}
      items={query.data === undefined ? undefined : (query.data.emission?.epochs ?? [])}
      expected={8}
      empty={query.data?.emission === null ? { title: t('none'), text: t('noneText') } : { title: t('empty'), text: t('emptyText') }}
      columns={columns}
    >
      {(epoch) => <EpochRow key={epoch.epoch} epoch={epoch} signers={signersOf(epoch.statement)} />}
    </RowsPanel>
  )
}

function EpochRow({ epoch: one, signers }: { readonly epoch: Epoch; readonly signers: number }) {
  const t = useTranslations('explorer.epochs')
  const { epoch, statement, activeNodes, burned, total, state, finalAt, openDemands, publishedAt } = one
  return (
    <tr>
      <td title={t('published', { moment: momentText(publishedAt) })}>
        <span className="mono">{epoch}</span>
        <div className="t12 dim nowrap">{dayMinuteText(epoch * hourSeconds)}</div>
      </td>
      <td className="mono hide-s" title={statement}>
        {shortHex(statement)}
      </td>
      <td className="n hide-s">{activeNodes}</td>
      <td className="n hide-s">{signers === 0 ? t('unknown') : signers}</td>
      <td className="n hide-s">
        {amountText(BigInt(burned))}
        <About units={burned} />
      </td>
      <td className="n">
        {amountText(BigInt(total))}
        <About units={total} />
      </td>
      <td className="n">
        <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        {state !== 'final' && <div className="t12 dim">{openDemands > 0 ? t('demanded', { count: openDemands }) : dayMinuteText(finalAt)}</div>}
      </td>
    </tr>
  )
}
