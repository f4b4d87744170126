import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** Loading skeleton of the market table. */
export function MarketSkeleton() {
  const t = useTranslations('market')
  return (
    <div className="skeltree stack g4">
      <p className="sr" role="status">
        {t('loading')}
      </p>
      <div className="panel stack g4 p-4">
        {[1, 2, 3, 4, 5, 6].map((key) => (
          <Skeleton key={key} width="100%" height={36} />
        ))}
      </div>
    </div>
  )
}
