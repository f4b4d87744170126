'use client'
import type { CommitmentItemWire } from '@infinitio/domain/wire'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { BoardView } from '#web/parts/govern/BoardView.tsx'
import { commitmentsQuery } from '#web/features/govern/commitments/commitmentQueries.ts'
import { FormDialog } from '#web/parts/govern/FormDialog.tsx'
import { shareText } from '#web/parts/govern/tokenText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { RuleList } from '#web/parts/govern/RuleList.tsx'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const waiting = () => <Skeleton width="100%" height={320} />
const CommitmentForms = dynamic(() => import('#web/features/govern/commitments/CommitmentForms.tsx').then((module) => module.CommitmentForms), {
  ssr: false,
  loading: waiting,
})

const PromiseForm = dynamic(() => import('#web/features/govern/commitments/CommitmentForms.tsx').then((module) => module.PromiseForm), {
  ssr: false,
  loading: waiting,
})

const tones = {
  ahead: 'plain',
  running: 'pending',
  measuring: 'pending',
  recorded: 'pending',
  due: 'pending',
  settled: 'final',
} as const satisfies Record<CommitmentItemWire['state'], BadgeTone>

/** Shows the GPU time that providers promised for the future, newest first, with the form that promises more. */
export function CommitmentsView() {
  const t = useTranslations('govern.commitments')
  const list = useInfiniteQuery(commitmentsQuery(browserApi))
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const nameOf = (classId: number) => catalogue?.classes.find((one) => one.classId === classId)?.name ?? t('class', { id: classId })
  return (
    <BoardView
      list={list}
      failed={t('failed')}
      more={t('more')}
      main={({ first, items, more, contracts }) => (
        <ListPanel
          title={t('title')}
          end={
            <FormDialog title={t('make.title')} waiting={waiting()}>
              {(onDone) => <PromiseForm contracts={contracts} now={first.blockTimestamp} onDone={onDone} />}
            </FormDialog>
          }
          empty={{ icon: CalendarClock, title: t('empty'), text: t('emptyText') }}
          more={more}
          columns={[
            { name: t('number'), className: 'hide-s' },
            { name: t('what') },
            { name: t('window'), className: 'hide-s' },
            { name: t('delivered'), className: 'n' },
            { name: t('bond'), className: 'n hide-s' },
          ]}
          rows={items.map((one) => <CommitmentRow key={one.id} commitment={one} className={nameOf(one.classId)} />)}
        />
      )}
      aside={({ items, contracts }) => (
        <>
          <RuleList title={t('rules.title')} rules={[t('rules.counts'), t('rules.measured'), t('rules.default')]} />
          <SignInGate purpose="govern" waiting={waiting()}>
            <CommitmentForms contracts={contracts} items={items} />
          </SignInGate>
        </>
      )}
    />
  )
}

function CommitmentRow({ commitment, className }: { readonly commitment: CommitmentItemWire; readonly className: string }) {
  const t = useTranslations('govern.commitments')
  const { id, provider, gpuSeconds, delivered, from, until, bond, slashed, state } = commitment
  return (
    <tr>
      <td className="hide-s mono">{id}</td>
      <td>
        {t('promise', { hours: gpuSeconds / 3_600, class: className })}
        <div className="row wrap g2 gunder">
          <Badge tone={slashed !== null && slashed !== '0' ? 'bad' : tones[state]}>{t(`state.${state}`)}</Badge>
          <span className="t12 dim mono">{shortHex(provider)}</span>
        </div>
      </td>
      <td className="hide-s">
        {momentText(from)}
        <div className="t12 dim">{t('until', { moment: momentText(until) })}</div>
      </td>
      <td className="n">{delivered === null ? t('unmeasured') : shareText(BigInt(delivered), BigInt(gpuSeconds))}</td>
      <td className="n hide-s">
        <Amount units={bond} />
        {slashed !== null && (
          <div className="t12 dim">
            {t('taken')} <Amount units={slashed} />
          </div>
        )}
      </td>
    </tr>
  )
}
