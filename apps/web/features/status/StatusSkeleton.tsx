import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** The shape of the status page before its numbers are there. */
export function StatusSkeleton() {
  const t = useTranslations('status')
  return (
    <div className="skeltree stack g4">
      <p className="t13 dim" role="status">
        {t('asking')}
      </p>
      <div className="panel p-4">
        <Skeleton width="100%" height={44} />
      </div>
      <div className="panel stack g4 p-4">
        {[1, 2, 3, 4, 5, 6, 7].map((key) => (
          <Skeleton key={key} width="100%" height={40} />
        ))}
      </div>
    </div>
  )
}
