'use client'
import type { StatementLeaseWire } from '@infinitio/domain/wire'
import { getProviderStatement } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { lastMonths } from '#web/features/statement/lastMonths.ts'
import { MonthSelect } from '#web/features/statement/MonthSelect.tsx'
import { statementCsv } from '#web/features/provide/statementCsv.ts'
import { notify } from '#web/parts/toasts/notify.ts'

const monthsBack = 24

/** Downloads a month of settled leases as a file with exact amounts. */
export function StatementButton({ now }: { readonly now: number }) {
  const t = useTranslations('provide.earnings.statement')
  const months = lastMonths(now, monthsBack)
  const [month, setMonth] = useState(months[0] ?? '')
  const saving = useMutation({
    mutationFn: async () => saveFile({ name: `infinitio-statement-${month}.csv`, text: statementCsv(await allOf(month)) }),
    onError: (error) => void notify({ tone: 'error', text: problemOf(error).sentence }),
  })
  return (
    <div className="panel-foot row wrap g2">
      <span className="t13 grow">{t('text')}</span>
      <MonthSelect label={t('month')} months={months} month={month} onMonth={setMonth} />
      <Button size="sm" disabled={saving.isPending} onClick={() => saving.mutate()}>
        <Download className="i s" aria-hidden />
        {t(saving.isPending ? 'saving' : 'save')}
      </Button>
    </div>
  )
}

async function allOf(month: string): Promise<readonly StatementLeaseWire[]> {
  const leases: StatementLeaseWire[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof getProviderStatement>> = await getProviderStatement(
      browserApi,
      after === null ? { month } : { month, after },
    )
    leases.push(...page.leases)
    after = page.next
  } while (after !== null)
  return leases
}
