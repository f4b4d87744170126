import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** The shape of the lists of orders before they are there. */
export function OrdersSkeleton() {
  const t = useTranslations('orders')
  return (
    <div className="skeltree stack g4">
      <p className="sr" role="status">
        {t('loading')}
      </p>
      <div className="panel p-4">
        <Skeleton width="100%" height={36} />
      </div>
      <div className="panel stack g4 p-4">
        {[1, 2, 3].map((key) => (
          <Skeleton key={key} width="100%" height={40} />
        ))}
      </div>
    </div>
  )
}
