import { Vote } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { StateBox } from '#web/components/ui/StateBox.tsx'

/** Shows that this chain has no DAO yet. */
export function NoDao() {
  const t = useTranslations('govern')
  return (
    <div className="panel">
      <StateBox kind="empty" icon={Vote} title={t('noDao')}>
        {t('noDaoText')}
      </StateBox>
    </div>
  )
}
