import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** Loading skeleton of a ticket: one line per field, the bill and the button. */
export function TicketSkeleton() {
  const t = useTranslations('ticket')
  return (
    <div className="panel-body ed skeltree">
      <p className="sr" role="status">
        {t('loading')}
      </p>
      {[1, 2, 3, 4, 5].map((key) => (
        <Skeleton key={key} width="100%" height={56} />
      ))}
    </div>
  )
}
