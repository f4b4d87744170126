'use client'
import { reportLimits } from '@infinitio/domain'
import type { ProblemReportWire } from '@infinitio/domain/wire'
import { answerReport } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { ReportItem } from '#web/features/reports/ReportItem.tsx'
import { providerReportsQuery } from '#web/features/reports/reportQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { QueryView } from '#web/parts/api/QueryView.tsx'

/** Lists renters' reports about the provider's machines, each with its answer or an answer field. */
export function ProviderReports() {
  const t = useTranslations('provide.reports')
  const query = useQuery(providerReportsQuery(browserApi))
  return (
    <Panel className="mt-5" title={t('title')}>
      <div className="panel-body">
        <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={48} />}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="t13 dim">{t('none')}</p>
            ) : (
              <ul className="stack g4">
                {items.map((report) => (
                  <ReportItem key={report.number} report={report} mayReadFiles>
                    <Link className="link t12" href={`/leases/${report.leaseId}`}>
                      {t('lease', { leaseId: report.leaseId })}
                    </Link>
                    {report.state !== 'closed' && <AnswerForm report={report} />}
                  </ReportItem>
                ))}
              </ul>
            )
          }
        </QueryView>
      </div>
    </Panel>
  )
}

function AnswerForm({ report: { number, answer } }: { readonly report: ProblemReportWire }) {
  const t = useTranslations('provide.reports')
  const queryClient = useQueryClient()
  const [text, setText] = useState('')
  const answering = useMutation({
    mutationFn: () => answerReport(browserApi, { number, text }),
    onSuccess: () => {
      setText('')
      void queryClient.invalidateQueries({ queryKey: ['provider', 'reports'] })
    },
  })
  const reasonId = useId()
  const reason = text.trim() === '' ? t('needsText') : null
  return (
    <div className="stack g2">
      <Field label={t('answer', { number })}>
        {(names) => (
          <TextArea {...names} rows={2} spellCheck maxLength={reportLimits.text} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
      {answering.isError && <ProblemCallout error={answering.error} />}
      <div className="row">
        <Button
          size="sm"
          disabled={answering.isPending || reason !== null}
          aria-describedby={reason === null ? undefined : reasonId}
          aria-label={t(answer === null ? 'sendNamed' : 'replaceNamed', { number })}
          onClick={() => answering.mutate()}
        >
          {t(answer === null ? 'send' : 'replace')}
        </Button>
      </div>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
    </div>
  )
}
