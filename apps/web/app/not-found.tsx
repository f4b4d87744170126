import { getTranslations } from 'next-intl/server'
import { NothingHere } from '#web/components/ui/NothingHere.tsx'

/** The page that is shown for a URL without a page. */
export default async function NotFound() {
  const t = await getTranslations('notFound')
  return (
    <main className="page">
      <NothingHere
        isPage
        title={t('title')}
        ways={[
          { href: '/gpus', label: t('find') },
          { href: '/leases', label: t('leases') },
        ]}
      >
        {t('text')}
      </NothingHere>
    </main>
  )
}
