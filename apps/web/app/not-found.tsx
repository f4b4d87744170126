import { MapPinOff } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'

/** An address that leads nowhere. */
export default async function NotFound() {
  const t = await getTranslations('notFound')
  return (
    <main className="page">
      <div className="panel">
        <StateBox
          kind="empty"
          icon={MapPinOff}
          title={t('title')}
          actions={
            <>
              <Button asChild tone="primary">
                <Link href="/gpus">{t('find')}</Link>
              </Button>
              <Button asChild>
                <Link href="/leases">{t('leases')}</Link>
              </Button>
            </>
          }
        >
          {t('text')}
        </StateBox>
      </div>
    </main>
  )
}
