'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { closeReport } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { ReportItem } from '#web/features/reports/ReportItem.tsx'
import { leaseReportsQuery } from '#web/features/reports/reportQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

/** Lists the renter's reports about a lease with the provider's answers. */
export function ReportsPanel({ lease: { leaseId } }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.reports')
  const queryClient = useQueryClient()
  const account = useAccount()?.toLowerCase()
  const query = useQuery(leaseReportsQuery(browserApi, leaseId))
  const closing = useMutation({
    mutationFn: (number: string) => closeReport(browserApi, number),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['lease', leaseId, 'reports'] }),
  })
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3">
        <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={48} />}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="t13 dim">{t('none')}</p>
            ) : (
              <ul className="stack g4">
                {items.map((report) => (
                  <ReportItem key={report.number} report={report} mayReadFiles={report.reporter === account}>
                    {report.state !== 'closed' && (
                      <Button
                        size="sm"
                        disabled={closing.isPending}
                        aria-label={t('closeNamed', { number: report.number })}
                        onClick={() => closing.mutate(report.number)}
                      >
                        {t('close')}
                      </Button>
                    )}
                  </ReportItem>
                ))}
              </ul>
            )
          }
        </QueryView>
        {closing.isError && <ProblemCallout error={closing.error} />}
      </div>
    </Panel>
  )
}
