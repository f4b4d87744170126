import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** The loading skeleton of a pricing rule. It is shown until the market data has loaded. */
export function RuleSkeleton() {
  const t = useTranslations('provide.rule')
  return (
    <div className="panel-body skeltree stack g4">
      <p className="sr" role="status">
        {t('loading')}
      </p>
      {[1, 2, 3, 4].map((key) => (
        <Skeleton key={key} width="100%" height={40} />
      ))}
    </div>
  )
}
