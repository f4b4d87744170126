import type { ListingDetailWire } from '@infinitio/domain/wire'
import { ServerOff } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { momentText } from '#web/features/format/clockText.ts'

/** Stands where the booking panel would: why this node cannot be booked now, and where to go instead. */
export function NotBookable({ detail }: { readonly detail: ListingDetailWire }) {
  const t = useTranslations('listing.unavailable')
  const reason = detail.unavailable ?? 'paused'
  return (
    <aside className="panel">
      <StateBox
        kind="empty"
        icon={ServerOff}
        title={t(`${reason}.title`)}
        actions={
          <Button asChild tone="primary">
            <Link href={`/gpus?class=${detail.classId}`}>{t('others', { className: detail.className })}</Link>
          </Button>
        }
      >
        {t(`${reason}.text`)} {detail.nextFreeAt !== null && t('nextFree', { moment: momentText(detail.nextFreeAt) })}
      </StateBox>
    </aside>
  )
}
