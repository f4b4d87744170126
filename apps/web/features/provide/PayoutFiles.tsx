import { openProviderStatement, payoutsCsv, wholeProviderStatement } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { periodQuery } from '#web/features/provide/payoutPeriods.ts'
import { reading } from '#web/i18n/reading.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { notify } from '#web/parts/toasts/notify.ts'

type FileKind = 'csv' | 'pdf'

/** Saves the statement of a month or a year, as CSV with every payment or as a PDF file. */
export function PayoutFiles({ period }: { readonly period: string }) {
  const t = useTranslations('provide.payouts')
  const saving = useMutation({
    mutationFn: async (kind: FileKind) => saveFile({ name: `infinitio-statement-${period}.${kind}`, text: await contentOf(kind, period) }),
    onError: (error) => void notify({ tone: 'error', text: problemOf(error).sentence }),
  })
  return (['csv', 'pdf'] as const).map((kind) => (
    <Button key={kind} size="sm" disabled={saving.isPending} onClick={() => saving.mutate(kind)}>
      <Download className="i s" aria-hidden />
      {t(saving.isPending && saving.variables === kind ? 'saving' : kind)}
    </Button>
  ))
}

async function contentOf(kind: FileKind, period: string): Promise<string | ArrayBuffer> {
  if (kind === 'csv') return payoutsCsv(await wholeProviderStatement(browserApi, periodQuery(period)))
  return openProviderStatement(browserApi, { ...periodQuery(period), language: reading().language })
}
