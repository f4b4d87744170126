'use client'
import type { BatchWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Layers } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { batchProgress, phaseTones } from '#web/parts/tasks/batchProgress.ts'
import { batchesQuery } from '#web/parts/tasks/batchQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { PagesView } from '#web/parts/govern/PagesView.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

const whose = ['everybody', 'mine'] as const

/** Shows the batches of tasks in the task pool, newest first: all of them, or those of the signed-in account. */
export function BatchesView() {
  const t = useTranslations('tasks')
  useLiveTopic('tasks')
  const account = useAccount()
  const [choice, setChoice] = useState<(typeof whose)[number]>('everybody')
  const isMine = choice === 'mine' && typeof account === 'string'
  const list = useInfiniteQuery(batchesQuery(browserApi, isMine ? { submitter: account.toLowerCase() } : {}))
  return (
    <div className="stack g4">
      {typeof account === 'string' && (
        <Segmented label={t('whose')} value={choice} options={whose.map((one) => ({ value: one, label: t(one) }))} onChange={setChoice} />
      )}
      <PagesView list={list} failed={t('failed')} more={t('more')}>
        {({ items, more }) => (
          <ListPanel
            title={t('title')}
            empty={{ icon: Layers, title: t('empty'), text: t('emptyText') }}
            more={more}
            columns={[
              { name: t('job') },
              { name: t('progress') },
              { name: t('atMost'), className: 'n hide-s' },
              { name: t('submitter'), className: 'hide-s hide-m' },
              { name: t('submitted'), className: 'hide-s' },
            ]}
            rows={items.map((batch) => <BatchRow key={batch.batchId} batch={batch} />)}
          />
        )}
      </PagesView>
    </div>
  )
}

function BatchRow({ batch }: { readonly batch: BatchWire }) {
  const t = useTranslations('tasks')
  const { phase, shown } = batchProgress(batch)
  return (
    <tr>
      <td>
        <Link className="link mono" href={`/tasks/${batch.batchId}`}>
          {shortHex(batch.batchId)}
        </Link>
        <div className="t12 dim">{batch.adapterName ?? t('otherAdapter')}</div>
      </td>
      <td>
        <Badge tone={phaseTones[phase]}>{t(`phase.${phase}`)}</Badge>
        <div className="t12 dim">{t('shownOf', { shown, tasks: batch.tasks })}</div>
      </td>
      <td className="n hide-s">{exactPtText(batch.escrow)}</td>
      <td className="hide-s hide-m">
        <AccountText account={batch.submitter} />
      </td>
      <td className="hide-s">{momentText(batch.submittedAt)}</td>
    </tr>
  )
}
