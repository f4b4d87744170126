'use client'
import type { DelegateWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { dayText } from '#web/parts/format/clockText.ts'
import { FormDialog } from '#web/parts/govern/FormDialog.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const waiting = <Skeleton width="100%" height={320} />
const StatementForm = dynamic(() => import('#web/features/govern/delegates/StatementForm.tsx').then((module) => module.StatementForm), {
  ssr: false,
  loading: () => waiting,
})

/** The server renders this component too, so that the content below does not move. */
const MarkdownText = dynamic(() => import('#web/parts/markdown/MarkdownText.tsx').then((module) => module.MarkdownText))

/** Shows the signed statement of a delegate. The delegate can write the statement here. */
export function StatementPanel({ delegate }: { readonly delegate: DelegateWire }) {
  const t = useTranslations('govern.statement')
  const isOwn = useAccount() === delegate.account
  const { statement } = delegate
  return (
    <Panel
      title={t('title')}
      note={statement === null ? undefined : t('signed', { day: dayText(statement.signedAt) })}
      end={
        isOwn ? (
          <FormDialog title={t(statement === null ? 'write' : 'change')} waiting={waiting} done={t('done')}>
            {(onDone) => <StatementForm delegate={delegate} onDone={onDone} />}
          </FormDialog>
        ) : undefined
      }
    >
      <div className="panel-body">{statement === null ? <p className="t13 dim">{t('none')}</p> : <MarkdownText text={statement.text} />}</div>
    </Panel>
  )
}
