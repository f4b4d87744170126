import type { InvoiceWire } from '@infinitio/domain/wire'
import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { saveInvoice } from '#web/features/invoices/saveInvoice.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { dayText } from '#web/parts/format/clockText.ts'

type IssuedInvoicesProps = { readonly leaseId: string; readonly items: readonly InvoiceWire[] }

/** Lists the issued invoices of a lease as PDF links, newest first. Renders nothing without invoices. */
export function IssuedInvoices({ leaseId, items }: IssuedInvoicesProps) {
  const t = useTranslations('lease.invoice')
  const saving = useMutation({ mutationFn: (number: string) => saveInvoice({ leaseId, number }) })
  if (items.length === 0) return null
  return (
    <>
      {saving.error !== null && <ProblemCallout error={saving.error} />}
      {items[0]?.soldBy === null && <p className="t13 dim">{t('noSeller')}</p>}
      <ul className="stack t13" aria-label={t('issued')}>
        {items.map((item, at) => (
          <li key={item.number} className="row between wrap">
            <span>
              {t('number', { number: item.number.padStart(8, '0'), day: dayText(item.issuedAt) })}{' '}
              <span className="dim">{at > 0 ? t('replaced', { name: item.billedTo.name }) : item.billedTo.name}</span>
            </span>
            <Button
              size="sm"
              disabled={saving.isPending}
              onClick={() => saving.mutate(item.number)}
              aria-label={t('again', { number: item.number.padStart(8, '0') })}
            >
              <Download className="i s" aria-hidden />
              PDF
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
