import { MapPinOff } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'

/** Something of governing that is not there: the way back. */
export function NotThere() {
  const t = useTranslations('govern.notThere')
  return (
    <div className="panel">
      <StateBox
        kind="empty"
        icon={MapPinOff}
        title={t('title')}
        actions={
          <>
            <Button asChild tone="primary">
              <Link href="/govern/proposals">{t('proposals')}</Link>
            </Button>
            <Button asChild>
              <Link href="/govern">{t('govern')}</Link>
            </Button>
          </>
        }
      >
        {t('text')}
      </StateBox>
    </div>
  )
}
