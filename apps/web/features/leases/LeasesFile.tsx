import type { LeaseWire } from '@infinitio/domain/wire'
import { everyItem, leasesCsv, listLeases } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { notify } from '#web/parts/toasts/notify.ts'

/** Saves all leases of the account as a CSV file with exact amounts, also those that the list does not show. */
export function LeasesFile() {
  const t = useTranslations('leases')
  const saving = useMutation({
    mutationFn: async () => saveFile({ name: 'infinitio-leases.csv', text: leasesCsv(await allLeases()) }),
    onError: (error) => void notify({ tone: 'error', text: problemOf(error).sentence }),
  })
  return (
    <Button size="sm" disabled={saving.isPending} onClick={() => saving.mutate()}>
      <Download className="i s" aria-hidden />
      {t(saving.isPending ? 'saving' : 'csv')}
    </Button>
  )
}

async function allLeases(): Promise<LeaseWire[]> {
  const list = (query: NonNullable<Parameters<typeof listLeases>[1]>) => listLeases(browserApi, query)
  const leases: LeaseWire[] = []
  for await (const lease of everyItem(list, { role: 'renter', limit: 50 })) leases.push(lease)
  return leases
}
